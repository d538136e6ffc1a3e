using System.Net.Sockets;

namespace RingCx.Client.Tests.Support;

/// <summary>A port that does with each connection what the script says: a proxy that refuses, a handshake that breaks.</summary>
internal sealed class ScriptedPort : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Func<Socket, CancellationToken, Task> _script;
    private int _connections;

    public ScriptedPort(Func<Socket, CancellationToken, Task> script)
    {
        _script = script;
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Reads what comes first, says these words and closes.</summary>
    public static ScriptedPort Saying(string words) => new(async (socket, stop) =>
    {
        await HearAsync(socket, stop);
        await socket.SendAsync(Encoding.ASCII.GetBytes(words), SocketFlags.None, stop);
        socket.Shutdown(SocketShutdown.Send);
        await HearAsync(socket, stop);
    });

    /// <summary>Reads what comes first and resets the connection.</summary>
    public static ScriptedPort Resetting() => new(static async (socket, stop) =>
    {
        await HearAsync(socket, stop);
        socket.LingerState = new LingerOption(true, 0);
    });

    /// <summary>Takes the connection and says nothing.</summary>
    public static ScriptedPort Silent() => new(static (_, stop) => Task.Delay(Timeout.Infinite, stop));

    public static async Task HearAsync(Socket socket, CancellationToken stop) => await socket.ReceiveAsync(new byte[4096], SocketFlags.None, stop);

    public void Dispose()
    {
        _stopping.Cancel();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptSocketAsync(_stopping.Token));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // It is being disposed of.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        Interlocked.Increment(ref _connections);
        using (socket)
        {
            try
            {
                await _script(socket, _stopping.Token);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // The client has gone, or this has.
            }
        }
    }
}
