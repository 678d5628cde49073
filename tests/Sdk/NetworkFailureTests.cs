using System.Net;
using System.Net.Http.Headers;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Host;
using static Lecce.Riscossione.Tests.Sdk.ScriptedApi;

namespace Lecce.Riscossione.Tests.Sdk;

/// <summary>What fails between the client and the API is one exception; a call without its arguments is not sent.</summary>
public sealed class NetworkFailureTests
{
    private readonly JumpingTime time = new();

    [Fact]
    public async Task A_connection_that_breaks_is_reported_after_the_last_attempt()
    {
        var api = new ScriptedApi(BrokenConnection());

        Assert.Equal(NetworkFailure.Connection, await Failure(() => Client(api).Status.ReadAsync()));

        Assert.Equal(4, api.Calls.Count);
    }

    [Fact]
    public async Task A_timeout_of_the_callers_own_HttpClient_is_reported_as_one()
    {
        using var http = new HttpClient(new ScriptedApi(Silence())) { Timeout = TimeSpan.FromMilliseconds(1) };
        using var client = new RiscossioneClient(http, new RiscossioneOptions { BaseAddress = new Uri("http://localhost/") });

        Assert.Equal(NetworkFailure.Timeout, await Failure(() => client.Status.ReadAsync()));
    }

    [Theory]
    [InlineData(HttpStatusCode.OK)]
    [InlineData(HttpStatusCode.NotFound)]
    public async Task An_answer_that_breaks_off_is_reported(HttpStatusCode status)
    {
        var api = new ScriptedApi((_, _) => Task.FromResult(Body(status, new BrokenStream())));

        Assert.Equal(NetworkFailure.BrokenAnswer, await Failure(() => Client(api).Status.ReadAsync()));
    }

    [Fact]
    public async Task An_answer_that_stops_arriving_times_out()
    {
        var api = new ScriptedApi((_, _) => Task.FromResult(Body(HttpStatusCode.OK, new SilentStream())));
        var client = Client(api);

        Assert.Equal(
            NetworkFailure.Timeout,
            await Failure(() => client.Status.ReadAsync(new RequestOptions { AttemptTimeout = TimeSpan.FromSeconds(1) }))
        );
    }

    [Fact]
    public async Task Cancelling_is_no_failure()
    {
        using var cancel = new CancellationTokenSource();
        var api = new ScriptedApi(
            async (_, stop) =>
            {
                await cancel.CancelAsync();
                throw new OperationCanceledException(stop);
            }
        );

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Client(api).Status.ReadAsync(cancellationToken: cancel.Token));
    }

    [Fact]
    public async Task A_file_that_breaks_off_leaves_the_former_one_in_place()
    {
        using var folder = new TemporaryDirectory();
        var path = Path.Combine(folder.Path, "avviso.pdf");
        await File.WriteAllTextAsync(path, "former");
        var api = new ScriptedApi(
            (_, _) => Task.FromResult(Body(HttpStatusCode.OK, new BrokenStream())),
            (_, _) => Task.FromResult(Body(HttpStatusCode.OK, new MemoryStream("short"u8.ToArray()), length: 9)),
            (_, _) => Task.FromResult(Body(HttpStatusCode.OK, new MemoryStream("whole"u8.ToArray()), length: 5))
        );

        Assert.Equal(NetworkFailure.BrokenAnswer, await Failure(() => Save(api, path)));
        Assert.Equal(NetworkFailure.BrokenAnswer, await Failure(() => Save(api, path)));
        Assert.Equal("former", await File.ReadAllTextAsync(path));
        await Save(api, path);

        Assert.Equal("whole", await File.ReadAllTextAsync(path));
        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public async Task A_call_without_its_arguments_is_not_sent()
    {
        var api = new ScriptedApi(Answer(HttpStatusCode.OK));
        var client = Client(api);

        await Assert.ThrowsAnyAsync<ArgumentException>(() => client.PaymentDocuments.ReadAsync(""));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => client.PaymentDocuments.ReadAsync(".."));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => client.PaymentDocuments.IssueAsync(null!));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => client.BulkLoads.CreateAsync(new MemoryStream()));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => client.BulkLoads.WaitForCompletionAsync(" "));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => client.NoticeBatches.WaitForCompletionAsync(null!));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => client.NoticeBatches.SaveAsync("1", "png", "folder"));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => client.NoticeBatches.SaveAsync("1", NoticeBatchFormats.Pdf, ""));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => client.NoticeBatches.DownloadAsync("1", "png").ToListAsync().AsTask());

        Assert.Empty(api.Calls);
    }

    private static async Task<NetworkFailure> Failure(Func<Task> call) =>
        (await Assert.ThrowsAsync<RiscossioneNetworkException>(call)).Failure;

    private async Task Save(ScriptedApi api, string path)
    {
        using var file = await Client(api).PaymentDocuments.DownloadNoticeAsync("1");
        await file.SaveAsync(path);
    }

    private static HttpResponseMessage Body(HttpStatusCode status, Stream body, long? length = null) =>
        new(status)
        {
            Content = new StreamContent(body)
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/json"), ContentLength = length },
            },
        };

    private RiscossioneClient Client(ScriptedApi api)
    {
        var options = new RiscossioneOptions
        {
            BaseAddress = new Uri("http://localhost/"),
            Time = time,
            AttemptTimeout = Timeout.InfiniteTimeSpan,
        };
        return new RiscossioneClient(new HttpClient(new RetryHandler(options) { InnerHandler = api }), options);
    }

    /// <summary>A connection that breaks after some bytes.</summary>
    private sealed class BrokenStream() : MemoryStream("{\"status\":"u8.ToArray())
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position < Length ? base.ReadAsync(buffer, cancellationToken) : throw new IOException("connection reset");
    }

    /// <summary>A connection on which nothing arrives any more.</summary>
    private sealed class SilentStream : MemoryStream
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return 0;
        }
    }
}
