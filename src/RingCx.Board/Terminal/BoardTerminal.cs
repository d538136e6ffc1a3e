using System.Collections.Concurrent;

namespace RingCx.Board;

/// <summary>A terminal that shows the board alone, from its making until it is disposed of.</summary>
public sealed class BoardTerminal : IDisposable
{
    // The terminal answers it as if somebody had typed.
    private const string AskForCursor = "\u001b[6n";
    private const int Utf8 = 65001;
    private const int Utf16 = 1200;
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(0.5);

    private readonly ConcurrentQueue<ConsoleKeyInfo> _keys = new();
    private readonly SemaphoreSlim _goOn = new(0);
    private readonly ScreenWriter _screen = new(Console.Out);
    private readonly Action _signal;
    private readonly Thread _reader;
    private volatile bool _isOver;
    private volatile bool _reads;

    /// <summary>Takes the terminal.</summary>
    /// <param name="signal">Called on another thread when a key was pressed.</param>
    public BoardTerminal(Action signal)
    {
        _signal = signal;
        _screen.Begin();
        _reader = new Thread(ReadKeys) { IsBackground = true, Name = "Keys of the board" };
        _reader.Start();
    }

    /// <summary>Whether there is a terminal that a board can be drawn on and keys come from.</summary>
    public static bool IsThere
    {
        get
        {
            try
            {
                return !Console.IsInputRedirected && !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb"
                    && Console.WindowWidth > 0;
            }
            catch (Exception e) when (e is IOException or InvalidOperationException or PlatformNotSupportedException)
            {
                return false;
            }
        }
    }

    /// <summary>Whether it shows more than ASCII.</summary>
    // By number, since the runtime wraps what the console has.
    public static bool IsUnicode => Console.OutputEncoding.CodePage is Utf8 or Utf16;

    /// <summary>Its width.</summary>
    public static int Width => Console.WindowWidth;

    /// <summary>Its height.</summary>
    public static int Height => Console.WindowHeight;

    /// <summary>The next key that was pressed, if any.</summary>
    public bool TryTake(out ConsoleKeyInfo key) => _keys.TryDequeue(out key);

    /// <summary>Call it after a key that might have ended the board, and did not.</summary>
    public void GoOn() => _goOn.Release();

    /// <summary>Whether no key is read after this one before <see cref="GoOn"/>.</summary>
    public static bool MayEnd(ConsoleKeyInfo key) => key.Key == ConsoleKey.Escape || key.KeyChar is 'q' or 'Q';

    /// <summary>Shows a frame.</summary>
    /// <param name="whole">Draws every line anew.</param>
    public void Draw(IReadOnlyList<string> lines, int width, int height, bool whole) => _screen.Draw(lines, width, height, whole);

    /// <summary>Gives the terminal back as it was.</summary>
    public void Dispose()
    {
        _isOver = true;
        _goOn.Release();
        if (_reads)
        {
            // Whoever ends the board without a key has the reader waiting for one, and it would take the first of the prompt's.
            Console.Out.Write(AskForCursor);
            Console.Out.Flush();
        }

        _reader.Join(AnswerTime);
        _screen.End();
    }

    // Reads all the time: between two reads the terminal would show what is typed.
    private void ReadKeys()
    {
        try
        {
            while (!_isOver)
            {
                _reads = true;
                var key = Console.ReadKey(intercept: true);
                if (_isOver)
                {
                    while (Console.KeyAvailable)
                        Console.ReadKey(intercept: true);

                    return;
                }

                var mayEnd = MayEnd(key);
                _reads = !mayEnd;
                _keys.Enqueue(key);
                _signal();
                if (mayEnd)
                    _goOn.Wait();
            }
        }
        catch (Exception e) when (e is InvalidOperationException or IOException or ObjectDisposedException)
        {
            // The terminal is gone.
        }
    }
}
