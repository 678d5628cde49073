using System.Net;
using Lecce.Riscossione.Sdk;
using static Lecce.Riscossione.Tests.Sdk.ScriptedApi;

namespace Lecce.Riscossione.Tests.Sdk;

/// <summary>Settings of one call.</summary>
public sealed class RequestOptionsTests
{
    private const string Things = "v1/things";
    private readonly JumpingTime time = new();

    [Fact]
    public async Task A_key_of_one_s_own_is_sent_at_every_attempt()
    {
        var api = new ScriptedApi(BrokenConnection(), Answer(HttpStatusCode.OK));

        await Client(api).SendAsync(new ApiCall("POST", Things, new RequestOptions { IdempotencyKey = "fattura-7" }), default);

        Assert.Equal(["fattura-7", "fattura-7"], api.IdempotencyKeys);
    }

    [Theory]
    [InlineData("GET", "fattura-7")]
    [InlineData("POST", " ")]
    public async Task A_key_that_has_no_effect_is_refused_before_anything_is_sent(string method, string key)
    {
        var api = new ScriptedApi(Answer(HttpStatusCode.OK));
        var call = new ApiCall(method, Things, new RequestOptions { IdempotencyKey = key });

        await Assert.ThrowsAsync<ArgumentException>(() => Client(api).SendAsync(call, default));

        Assert.Empty(api.Calls);
    }

    [Fact]
    public async Task A_version_is_sent_where_the_operation_obeys_it_and_refused_elsewhere()
    {
        var api = new ScriptedApi(Answer(HttpStatusCode.OK));
        var options = new RequestOptions { IfMatch = "\"3\"" };
        var obeying = new ApiCall("DELETE", Things, options);
        obeying.MayMatch();

        await Client(api).SendAsync(obeying, default);
        await Assert.ThrowsAsync<ArgumentException>(() => Client(api).PaymentDocuments.ReadAsync("7", options));

        Assert.Equal(["\"3\""], api.Versions);
    }

    [Fact]
    public async Task An_empty_version_is_refused_before_anything_is_sent()
    {
        var api = new ScriptedApi(Answer(HttpStatusCode.OK));
        var settings = new DepartmentSettings { Name = "Tributi" };

        var refused = await Assert.ThrowsAsync<ArgumentException>(() =>
            Client(api).Organizations.ChangeDepartmentAsync("80008510754", "tributi", "", settings)
        );

        Assert.Equal("ifMatch", refused.ParamName);
        Assert.Empty(api.Calls);
    }

    [Fact]
    public async Task A_call_may_have_its_own_number_of_attempts()
    {
        var api = new ScriptedApi(Answer(HttpStatusCode.ServiceUnavailable));

        await Assert.ThrowsAsync<RiscossioneException>(() =>
            Client(api).SendAsync(new ApiCall("GET", Things, new RequestOptions { MaxAttempts = 2 }), default)
        );

        Assert.Equal(2, api.Calls.Count);
    }

    [Fact]
    public async Task A_call_may_have_its_own_total_time()
    {
        var later = Answer(HttpStatusCode.ServiceUnavailable, with: answer => answer.Headers.RetryAfter = new(TimeSpan.FromSeconds(10)));
        var api = new ScriptedApi(later);

        await Assert.ThrowsAsync<RiscossioneException>(() =>
            Client(api).SendAsync(new ApiCall("GET", Things, new RequestOptions { TotalTimeout = TimeSpan.FromSeconds(5) }), default)
        );

        Assert.Single(api.Calls);
        Assert.Empty(time.Waits);
    }

    [Fact]
    public async Task A_call_may_have_its_own_time_for_an_attempt()
    {
        var api = new ScriptedApi(Silence());
        var options = new RequestOptions { AttemptTimeout = TimeSpan.FromSeconds(1), MaxAttempts = 1 };

        await Assert.ThrowsAsync<RiscossioneNetworkException>(() => Client(api).SendAsync(new ApiCall("GET", Things, options), default));

        Assert.Single(api.Calls);
    }

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
}
