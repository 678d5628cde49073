using System.Data.Common;
using System.Globalization;
using System.Net;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Data.Rows;
using Lecce.Riscossione.Api.Data.Sqlite;
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

/// <summary>Instances that share a database, with and without it.</summary>
public sealed class SharedRateLimitTests : IAsyncDisposable
{
    private const int Limit = 100;
    private readonly TestDatabase database = new();
    private readonly FakeClock clock = new(Instant.FromUtc(2026, 11, 23, 11, 0));
    private readonly Caller caller = new("api-key:01M82N35363VS6N4W5XQQ5CG71", null, null, new HashSet<string>(StringComparer.Ordinal));

    [Fact]
    public async Task Instances_together_admit_the_limit_and_write_once_per_twentieth_of_it()
    {
        var dialect = await Shared();
        var here = Instance(dialect);
        var there = Instance(dialect);
        var passed = 0;
        for (var call = 0; call < Limit; call++)
        {
            passed += await Passes(here) ? 1 : 0;
            passed += await Passes(there) ? 1 : 0;
        }

        Assert.Equal(Limit, passed);
        Assert.InRange(dialect.Transactions, 20, 24);

        clock.Advance(Duration.FromMinutes(1));
        Assert.True(await Passes(here));
    }

    [Fact]
    public async Task Without_the_database_an_instance_admits_a_tenth()
    {
        var dialect = await Shared();
        dialect.IsGone = true;
        var alone = Instance(dialect);
        var passed = 0;
        for (var call = 0; call < Limit; call++)
        {
            passed += await Passes(alone) ? 1 : 0;
        }

        Assert.Equal(Limit / 10, passed);
        Assert.Equal(1, dialect.Transactions);
    }

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

    public async ValueTask DisposeAsync() => await database.DisposeAsync();

    private RateLimits Instance(Dialect dialect) => new(new Db(dialect), new RateLimitOptions(Limit, 0, 0, 0), clock);

    private async Task<bool> Passes(RateLimits instance)
    {
        await using var services = new ServiceCollection().AddSingleton(instance).BuildServiceProvider();
        var context = new DefaultHttpContext { RequestServices = services };
        context.Request.Method = HttpMethods.Get;
        context.Features.Set(caller);
        try
        {
            await RateLimits.Check(context, _ => Task.CompletedTask);
            return true;
        }
        catch (Refusal refusal) when (refusal.Code == Codes.TooManyRequests)
        {
            return false;
        }
    }

    private async Task<SharedDialect> Shared()
    {
        DapperTypes.Register();
        Directory.CreateDirectory(database.DataDirectory);
        var inner = new SqliteDialect(Path.Combine(database.DataDirectory, "limits.db"));
        var dialect = new SharedDialect(inner);
        await using var setup = await inner.BeginSetup(CancellationToken.None);
        DatabaseSetup.Migrate(inner);
        return dialect;
    }

    /// <summary>SQLite in the role of a shared database that may be unavailable.</summary>
    private sealed class SharedDialect(SqliteDialect inner) : Dialect
    {
        private int transactions;

        public bool IsGone { get; set; }
        public int Transactions => transactions;
        public override string Name => inner.Name;
        public override bool IsSqlServer => false;
        public override bool IsShared => true;
        public override string ConnectionString => inner.ConnectionString;
        public override string FirstRows => inner.FirstRows;

        public override Task<IAsyncDisposable> BeginSetup(CancellationToken cancellation) => inner.BeginSetup(cancellation);

        public override Task<DbConnection> Open(CancellationToken cancellation) => inner.Open(cancellation);

        public override Task<T> Transact<T>(Func<Sql, Task<T>> body, CancellationToken cancellation)
        {
            transactions++;
            return IsGone
                ? Task.FromException<T>(new OperationCanceledException("The database is away."))
                : inner.Transact(body, cancellation);
        }

        public override Task<DbTransaction> BeginSnapshot(DbConnection connection, CancellationToken cancellation) =>
            inner.BeginSnapshot(connection, cancellation);

        public override Task Insert<T>(
            DbConnection connection,
            DbTransaction transaction,
            BulkTable<T> table,
            IReadOnlyList<T> rows,
            CancellationToken cancellation
        ) => inner.Insert(connection, transaction, table, rows, cancellation);

        public override Task<int> Update<T>(
            DbConnection connection,
            DbTransaction transaction,
            BulkTable<T> table,
            IReadOnlyList<T> rows,
            CancellationToken cancellation
        ) => inner.Update(connection, transaction, table, rows, cancellation);

        public override bool IsUniqueViolation(DbException exception) => inner.IsUniqueViolation(exception);

        public override bool IsTransient(DbException exception) => inner.IsTransient(exception);

        public override bool IsAway(DbException exception) => inner.IsAway(exception);

        public override string TextsOf(string parameter) => inner.TextsOf(parameter);

        public override ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
