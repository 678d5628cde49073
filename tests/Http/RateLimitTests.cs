using System.Globalization;
using System.Net;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Tests.Host;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Testing;

namespace Lecce.Riscossione.Tests.Http;

/// <summary>An API whose clients may read three times and write twice a minute.</summary>
public sealed class NarrowHost : ApiHost
{
    protected override void Change(IServiceCollection services) => services.AddSingleton(new RateLimitOptions(3, 2, 1, 2));
}

public sealed class RateLimitTests(NarrowHost api) : IClassFixture<NarrowHost>
{
    [Fact]
    public async Task A_client_sees_what_remains_is_refused_and_is_admitted_after_the_minute()
    {
        var key = await Key();
        using var client = api.Client(key);
        for (var left = 2; left >= 0; left--)
        {
            using var answer = await client.GetAsync("/v1/events");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal("\"read\";q=3;w=60", Assert.Single(answer.Headers.GetValues("RateLimit-Policy")));
            Assert.Equal($"\"read\";r={left};t=60", Assert.Single(answer.Headers.GetValues("RateLimit")));
            Assert.Equal("3", Assert.Single(answer.Headers.GetValues("X-RateLimit-Limit")));
            Assert.Equal(left.ToString(CultureInfo.InvariantCulture), Assert.Single(answer.Headers.GetValues("X-RateLimit-Remaining")));
            Assert.Equal("60", Assert.Single(answer.Headers.GetValues("X-RateLimit-Reset")));
        }

        using var refused = await client.GetAsync("/v1/events");
        Assert.Equal(TimeSpan.FromSeconds(60), refused.Headers.RetryAfter!.Delta);
        Assert.Equal("0", Assert.Single(refused.Headers.GetValues("X-RateLimit-Remaining")));
        await Task.FromResult(refused).ExpectProblem(HttpStatusCode.TooManyRequests, "too-many-requests");

        // Writes have their own bucket, and so have other clients.
        await client.PostText("/v1/webhook-endpoints", "{").ExpectProblem(HttpStatusCode.BadRequest, "malformed-request");
        using var other = api.Client(await Key());
        await other.GetAsync("/v1/events").Expect(HttpStatusCode.OK);

        api.Clock.Advance(Duration.FromMinutes(1));
        await client.GetAsync("/v1/events").Expect(HttpStatusCode.OK);
    }

    private async Task<string> Key()
    {
        api.Clock.Advance(Duration.FromMinutes(1));
        return await api.IssueKey(["webhooks:manage"], "80008510754");
    }
}

public sealed class RateLimitShareTests
{
    private readonly FakeClock clock = new(Instant.FromUtc(2026, 11, 23, 11, 0));
    private readonly Caller caller = new("api-key:01M82N35363VS6N4W5XQQ5CG71", null, null, new HashSet<string>(StringComparer.Ordinal));

    [Theory]
    [InlineData(100, 1, 100)]
    [InlineData(100, 4, 25)]
    [InlineData(100, 3, 34)]
    [InlineData(1, 3, 1)]
    public void An_instance_admits_its_part_of_the_limit_rounded_up(int limit, int instances, int part)
    {
        var instance = new RateLimits(new RateLimitOptions(limit, 0, 0, 0, instances), clock);
        Assert.Equal(part, Enumerable.Range(0, limit + 1).Count(_ => Passes(instance)));

        clock.Advance(Duration.FromMinutes(1));
        Assert.True(Passes(instance));
    }

    [Fact]
    public void Calls_that_come_at_once_do_not_exceed_the_limit()
    {
        var instance = new RateLimits(new RateLimitOptions(100, 0, 0, 0), clock);
        var passed = 0;
        Parallel.For(0, 1_000, _ => Interlocked.Add(ref passed, Passes(instance) ? 1 : 0));
        Assert.Equal(100, passed);
    }

    [Fact]
    public void No_limit_is_no_limit_for_any_number_of_instances() =>
        Assert.Equal(0, new RateLimitOptions(0, 0, 0, 0, Instances: 5).Of(RateBucket.Read));

    [Fact]
    public async Task Failing_calls_are_limited_by_address()
    {
        var services = new ServiceCollection()
            .AddSingleton(new FailedAttempts(new RateLimitOptions(0, 0, 0, 2), clock))
            .BuildServiceProvider();
        await using var disposing = services;
        Assert.Equal(
            ["unauthenticated", "unauthenticated", "too-many-requests", "unauthenticated"],
            [await Fail("10.0.0.1"), await Fail("10.0.0.1"), await Fail("10.0.0.1"), await Fail("10.0.0.2")]
        );
        clock.Advance(Duration.FromMinutes(1));
        Assert.Equal("unauthenticated", await Fail("10.0.0.1"));
        Assert.Equal(
            ["unauthenticated", "unauthenticated", "too-many-requests", "unauthenticated"],
            [
                await Fail("2001:db8:1:2::1"),
                await Fail("2001:db8:1:2:ffff::9"),
                await Fail("2001:db8:1:2::3"),
                await Fail("2001:db8:1:3::1"),
            ]
        );
        Assert.Equal(["unauthenticated", "too-many-requests"], [await Fail("::ffff:10.0.0.1"), await Fail("10.0.0.1")]);

        async Task<string> Fail(string address)
        {
            var context = new DefaultHttpContext { RequestServices = services };
            context.Connection.RemoteIpAddress = IPAddress.Parse(address);
            var refusal = await Assert.ThrowsAsync<Refusal>(() =>
                FailedAttempts.Check(context, _ => throw new Refusal(Codes.Unauthenticated, "No."))
            );
            return refusal.Code.Value;
        }
    }

    private bool Passes(RateLimits instance)
    {
        using var services = new ServiceCollection().AddSingleton(instance).BuildServiceProvider();
        var context = new DefaultHttpContext { RequestServices = services };
        context.Request.Method = HttpMethods.Get;
        context.Features.Set(caller);
        try
        {
            return RateLimits.Check(context, _ => Task.CompletedTask).IsCompletedSuccessfully;
        }
        catch (Refusal refusal) when (refusal.Code == Codes.TooManyRequests)
        {
            return false;
        }
    }
}
