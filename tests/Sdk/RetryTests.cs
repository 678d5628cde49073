using System.Net;
using System.Net.Http.Headers;
using Lecce.Riscossione.Sdk;
using static Lecce.Riscossione.Tests.Sdk.ScriptedApi;

namespace Lecce.Riscossione.Tests.Sdk;

public sealed class RetryTests
{
    private readonly JumpingTime time = new();

    [Theory]
    [InlineData(HttpStatusCode.RequestTimeout)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    public async Task A_read_that_fails_for_a_moment_is_sent_again(HttpStatusCode status)
    {
        var api = new ScriptedApi(Answer(status), BrokenConnection(), Answer(HttpStatusCode.OK));

        await Client(api).SendAsync(new ApiCall("GET", "v1/things"), default);

        Assert.Equal(3, api.Calls.Count);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest)]
    [InlineData(HttpStatusCode.Conflict)]
    [InlineData(HttpStatusCode.UnprocessableEntity)]
    public async Task A_refusal_is_final(HttpStatusCode status)
    {
        var api = new ScriptedApi(Answer(status));

        await Assert.ThrowsAsync<RiscossioneException>(() => Client(api).SendAsync(new ApiCall("GET", "v1/things"), default));

        Assert.Single(api.Calls);
    }

    [Fact]
    public async Task The_fourth_answer_is_final()
    {
        var api = new ScriptedApi(Answer(HttpStatusCode.ServiceUnavailable));

        var failure = await Assert.ThrowsAsync<RiscossioneException>(() => Client(api).SendAsync(new ApiCall("GET", "v1/things"), default));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, failure.Status);
        Assert.Equal(4, api.Calls.Count);
    }

    [Fact]
    public async Task Every_attempt_of_a_POST_carries_the_same_key_and_body_and_another_POST_another_key()
    {
        var api = new ScriptedApi(BrokenConnection(), Answer(HttpStatusCode.BadGateway), Answer(HttpStatusCode.OK));
        var client = Client(api);

        await client.SendAsync(Post(), default);
        await client.SendAsync(Post(), default);

        Assert.Equal(4, api.Calls.Count);
        Assert.All(api.IdempotencyKeys.Take(3), key => Assert.Equal(api.IdempotencyKeys[0], key));
        Assert.True(Guid.TryParse(api.IdempotencyKeys[0], out _));
        Assert.False(string.Equals(api.IdempotencyKeys[0], api.IdempotencyKeys[3], StringComparison.Ordinal));
        Assert.All(api.Bodies, body => Assert.Equal("""{"reason":"Sgravio"}""", body));
    }

    [Fact]
    public async Task The_caller_s_own_idempotency_key_is_sent()
    {
        var api = new ScriptedApi(Answer(HttpStatusCode.OK));
        var call = Post();
        call.Header("Idempotency-Key", "invoice-7");

        await Client(api).SendAsync(call, default);

        Assert.Equal(["invoice-7"], api.IdempotencyKeys);
    }

    [Fact]
    public async Task A_PATCH_is_sent_once()
    {
        var api = new ScriptedApi(Answer(HttpStatusCode.ServiceUnavailable));

        await Assert.ThrowsAsync<RiscossioneException>(() => Client(api).SendAsync(new ApiCall("PATCH", "v1/things/1"), default));

        Assert.Single(api.Calls);
    }

    [Fact]
    public async Task A_POST_whose_body_cannot_be_read_twice_is_sent_once()
    {
        var api = new ScriptedApi(Answer(HttpStatusCode.ServiceUnavailable));
        using var pipe = new System.IO.Pipes.AnonymousPipeServerStream();
        using var reader = new System.IO.Pipes.AnonymousPipeClientStream(pipe.GetClientHandleAsString());
        pipe.Dispose();
        var call = new ApiCall("POST", "v1/loads");
        call.Body(reader, "application/x-ndjson");

        await Assert.ThrowsAsync<RiscossioneException>(() => Client(api).SendAsync(call, default));

        Assert.Single(api.Calls);
    }

    [Fact]
    public async Task Waits_are_random_below_a_bound_that_doubles()
    {
        var waits = new List<TimeSpan[]>();
        for (var i = 0; i < 50; i++)
        {
            var clock = new JumpingTime();
            var api = new ScriptedApi(BrokenConnection(), BrokenConnection(), BrokenConnection(), Answer(HttpStatusCode.OK));
            await Client(api, WithHours(clock)).SendAsync(new ApiCall("GET", "v1/things"), default);
            waits.Add([.. clock.Waits]);
        }

        Assert.All(waits, three => Assert.Equal(3, three.Length));
        Assert.All(waits, three => Assert.InRange(three[0].TotalHours, 0, 1));
        Assert.All(waits, three => Assert.InRange(three[1].TotalHours, 0, 2));
        Assert.All(waits, three => Assert.InRange(three[2].TotalHours, 0, 4));
        Assert.True(waits.DistinctBy(three => three[0]).Count() > 25);
    }

    [Fact]
    public async Task Retry_After_in_seconds_is_a_lower_bound_of_the_wait()
    {
        var api = new ScriptedApi(TooMany(new RetryConditionHeaderValue(TimeSpan.FromSeconds(20))), Answer(HttpStatusCode.OK));

        await Client(api).SendAsync(new ApiCall("GET", "v1/things"), default);

        Assert.InRange(time.Waits.Single().TotalSeconds, 20, 20.5);
    }

    [Fact]
    public async Task Retry_After_as_a_date_is_a_lower_bound_of_the_wait()
    {
        var date = new RetryConditionHeaderValue(time.GetUtcNow().AddSeconds(30));
        var api = new ScriptedApi(TooMany(date), Answer(HttpStatusCode.OK));

        await Client(api).SendAsync(new ApiCall("GET", "v1/things"), default);

        Assert.InRange(time.Waits.Single().TotalSeconds, 30, 30.5);
    }

    [Fact]
    public async Task A_wait_that_would_end_after_the_total_time_does_not_begin()
    {
        var api = new ScriptedApi(TooMany(new RetryConditionHeaderValue(TimeSpan.FromHours(1))));

        var failure = await Assert.ThrowsAsync<RiscossioneException>(() => Client(api).SendAsync(new ApiCall("GET", "v1/things"), default));

        Assert.Equal(TimeSpan.FromHours(1), failure.RetryAfter);
        Assert.Single(api.Calls);
        Assert.Empty(time.Waits);
    }

    [Fact]
    public async Task A_silent_API_is_retried_and_then_times_out()
    {
        var api = new ScriptedApi(Silence());
        var client = Client(api, options => options.AttemptTimeout = TimeSpan.FromSeconds(5));

        await Assert.ThrowsAsync<RiscossioneNetworkException>(() => client.SendAsync(new ApiCall("GET", "v1/things"), default));

        Assert.Equal(4, api.Calls.Count);
    }

    [Fact]
    public async Task Cancellation_stops_attempts_and_waits()
    {
        using var cancel = new CancellationTokenSource();
        var api = new ScriptedApi(
            async (_, stop) =>
            {
                await cancel.CancelAsync();
                stop.ThrowIfCancellationRequested();
                throw new InvalidOperationException("The token was not passed on.");
            }
        );

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Client(api).SendAsync(new ApiCall("GET", "v1/things"), cancel.Token));

        Assert.Single(api.Calls);
    }

    // Waits of hours are never rounded down to zero.
    private static Action<RiscossioneOptions> WithHours(TimeProvider clock) =>
        options =>
        {
            options.Time = clock;
            options.BaseDelay = TimeSpan.FromHours(1);
            options.MaxDelay = TimeSpan.FromHours(4);
            options.TotalTimeout = TimeSpan.FromHours(8);
        };

    private static ApiCall Post()
    {
        var call = new ApiCall("POST", "v1/things");
        call.Body(new CancelPaymentDocumentRequest { Reason = "Sgravio" }, "application/json");
        return call;
    }

    private static Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> TooMany(RetryConditionHeaderValue retryAfter) =>
        Answer(HttpStatusCode.TooManyRequests, with: response => response.Headers.RetryAfter = retryAfter);

    private RiscossioneClient Client(ScriptedApi api, Action<RiscossioneOptions>? change = null)
    {
        var options = new RiscossioneOptions
        {
            BaseAddress = new Uri("http://localhost/"),
            Time = time,
            AttemptTimeout = Timeout.InfiniteTimeSpan,
        };
        change?.Invoke(options);
        return new RiscossioneClient(new HttpClient(new RetryHandler(options) { InnerHandler = api }), options);
    }
}
