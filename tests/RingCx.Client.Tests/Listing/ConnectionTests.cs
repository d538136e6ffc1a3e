using System.IO.Compression;

namespace RingCx.Client.Tests.Listing;

/// <summary>Listings over real connections, which others use after them.</summary>
public class ConnectionTests
{
    private static readonly string Rows = PagedListing.Rows(Enumerable.Range(1, 203).Select(static i => i.ToString(CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData(true, "")]
    [InlineData(false, "")]
    [InlineData(false, "Content-Encoding: gzip\r\n")]
    public async Task A_listing_that_is_cancelled_in_the_middle_leaves_a_good_connection_or_none(bool tellsLength, string encoding)
    {
        using var server = new KeepAliveServer(encoding.Length == 0 ? Encoding.UTF8.GetBytes(Rows) : Compressed(), encoding) { TellsLength = tellsLength, Pause = TimeSpan.FromMilliseconds(2) };
        using var client = Client(server);
        for (var i = 0; i < 300; i++)
        {
            using var cancellation = new CancellationTokenSource();
            server.HalfSent = cancellation.Cancel;
            using (var reader = client.ActiveCalls.List(ClientBench.AccountId, new()))
            {
                await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
                {
                    await reader.ReadAsync(null, cancellation.Token);
                    cancellation.Token.ThrowIfCancellationRequested();
                });
            }

            Assert.True(await client.ActiveCalls.HangUp(ClientBench.AccountId, ClientBench.Uii).PerformAsync(null, default).WaitAsync(TimeSpan.FromSeconds(20)));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_listing_that_is_left_in_the_middle_leaves_a_good_connection_or_none(bool tellsLength)
    {
        using var server = new KeepAliveServer(Encoding.UTF8.GetBytes(Rows)) { TellsLength = tellsLength, Pause = TimeSpan.FromMilliseconds(2) };
        using var client = Client(server);
        for (var i = 0; i < 300; i++)
        {
            using (var reader = client.ActiveCalls.List(ClientBench.AccountId, new()))
            {
                await reader.ReadToEndAsync(static _ => true, null, default).WaitAsync(TimeSpan.FromSeconds(20));
            }

            Assert.True(await client.ActiveCalls.HangUp(ClientBench.AccountId, ClientBench.Uii).PerformAsync(null, default).WaitAsync(TimeSpan.FromSeconds(20)));
        }
    }

    [Fact]
    public async Task A_listing_that_is_disposed_of_while_it_is_read_leaves_a_good_connection_or_none()
    {
        using var server = new KeepAliveServer(Encoding.UTF8.GetBytes(Rows)) { Pause = TimeSpan.FromMilliseconds(2) };
        using var client = Client(server);
        for (var i = 0; i < 300; i++)
        {
            var reader = client.ActiveCalls.List(ClientBench.AccountId, new());
            server.HalfSent = reader.Dispose;
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            {
                if (!await reader.ReadAsync(null, default))
                {
                    throw new OperationCanceledException();
                }
            });
            Assert.True(await client.ActiveCalls.HangUp(ClientBench.AccountId, ClientBench.Uii).PerformAsync(null, default).WaitAsync(TimeSpan.FromSeconds(20)));
        }
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("damaged")]
    [InlineData("no list at its head, and a wrong sum at its end")]
    [InlineData("not compressed")]
    public async Task A_broken_compressed_listing_is_read_again_and_then_fails_with_our_own_error(string how)
    {
        var body = Compressed();
        body = how switch
        {
            "cut" => body[..(body.Length * 2 / 3)],
            "no list at its head, and a wrong sum at its end" => WithAnotherSum(Compressed("[nonsense" + string.Concat(Enumerable.Repeat(Rows, 20)))),
            "damaged" => [.. body[..200], .. Enumerable.Repeat((byte)0xFF, 40), .. body[240..]],
            _ => Encoding.UTF8.GetBytes(Rows),
        };
        using var server = new KeepAliveServer(body, "Content-Encoding: gzip\r\n");
        using var client = Client(server, static o => o.MaximumRetryCount = 1);
        using var reader = client.ActiveCalls.List(ClientBench.AccountId, new());
        var failure = await Assert.ThrowsAsync<RingCxException>(() => reader.ReadToEndAsync(static _ => false, null, default));
        Assert.True(failure.Kind is FailureKind.ServiceError or FailureKind.BadResponse);
        Assert.Equal(2, server.Listings);
    }

    [Theory]
    [InlineData("\uFEFF[{\"uii\":\"1\",\"cnam\":\"Zoë\"}]", "Zoë")]
    [InlineData("[{\"uii\":\"1\",\"cnam\":\"Zo\u0001\"}]", "Zo ")]
    [InlineData("[{\"uii\":\"1\",\"cnam\":\"Ann \\ud83d\"}]", "Ann \uFFFD")]
    [InlineData("[{\"uii\":\"1\",\"cnam\":\"\\ude00 \\ud83d\\ude00 \\\\ud83d\"}]", "\uFFFD 😀 \\ud83d")]
    public async Task A_name_is_read_as_a_person_would_read_it(string body, string name)
    {
        using var server = new KeepAliveServer(Encoding.UTF8.GetBytes(body));
        using var client = Client(server);
        using var reader = client.ActiveCalls.List(ClientBench.AccountId, new());
        Assert.True(await reader.ReadAsync(null, default));
        Assert.Equal(name, reader.Current!.Cnam);
    }

    [Fact]
    public async Task A_byte_that_is_not_text_loses_no_row()
    {
        var rows = Encoding.Latin1.GetBytes("[" + string.Join(',', Enumerable.Range(1, 999).Select(static i => $$"""{"uii":"{{i}}","cnam":"{{(i == 486 ? "Andr\u00E9" : "Andre")}}"}""")) + "]");
        using var server = new KeepAliveServer(rows);
        using var client = Client(server);
        var calls = new List<RcxActiveCall>();
        using var reader = client.ActiveCalls.List(ClientBench.AccountId, new());
        await reader.ReadToEndAsync(Add, null, default);
        Assert.Equal(999, calls.Count);
        Assert.Equal("Andr\uFFFD", calls[485].Cnam);

        bool Add(RcxActiveCall call)
        {
            calls.Add(call);
            return false;
        }
    }

    private static RingCxClient Client(KeepAliveServer server, Action<RingCxClientOptions>? configure = null)
    {
        var options = new RingCxClientOptions(SignInMethods.ApiToken()) { BaseUri = server.Address, RequestsPerMinute = 1_000_000 };
        configure?.Invoke(options);
        return new RingCxClient(options);
    }

    private static byte[] WithAnotherSum(byte[] body) => [.. body[..^8], (byte)~body[^8], .. body[^7..]];

    private static byte[] Compressed(string? text = null)
    {
        using var body = new MemoryStream();
        using (var gzip = new GZipStream(body, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text ?? Rows));
        }

        return body.ToArray();
    }
}
