using System.Data.Common;
using System.Reflection;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Data.Rows;
using Lecce.Riscossione.Api.Data.SqlServer;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Tests.Host;
using Microsoft.Data.SqlClient;
using NodaTime;

namespace Lecce.Riscossione.Tests.Data;

/// <summary>Which failures of SQL Server run a transaction again, how often, and which reach the caller.</summary>
public sealed class TransactTests
{
    private const byte Usual = 13;
    private const byte Fatal = 20;

    [Theory]
    [InlineData(1205)] // deadlock victim
    [InlineData(1222)] // lock timeout
    [InlineData(3960)] // snapshot conflict
    [InlineData(40501)] // Azure SQL: busy
    [InlineData(40613)] // Azure SQL: moving
    [InlineData(49918)]
    [InlineData(49919)]
    [InlineData(49920)]
    [InlineData(4221)]
    public async Task Transient_failures_are_run_again(int number)
    {
        var failing = new Failing(Failure(number), Failure(number), Failure(number), Failure(number));

        Assert.Equal(5, await new Db(failing).Transact(_ => Task.FromResult(failing.Runs), CancellationToken.None));
    }

    [Fact]
    public async Task A_transaction_is_run_again_after_a_unique_violation_or_a_concurrent_change()
    {
        var failing = new Failing(new UniqueViolation(Failure(2627)), new ConcurrentChange(), new UniqueViolation(Failure(2601)));

        Assert.Equal(4, await new Db(failing).Transact(_ => Task.FromResult(failing.Runs), CancellationToken.None));
    }

    [Fact]
    public async Task A_transaction_fails_after_ten_runs()
    {
        var deadlocks = new Failing([.. Enumerable.Repeat(Failure(1205), 20)]);
        var changes = new Failing([.. Enumerable.Repeat(new ConcurrentChange(), 20)]);

        var (failure, refused) = (Failed<SqlException>(deadlocks), Failed<Refusal>(changes));

        Assert.Equal(1205, (await failure).Number);
        Assert.True(deadlocks.IsOutage(await failure), "The caller may retry.");
        Assert.Equal(Codes.Unavailable, (await refused).Code);

        Assert.Equal((10, 10), (deadlocks.Runs, changes.Runs));
    }

    [Fact]
    public async Task A_lost_connection_is_retried_twice_and_an_outage_is_reported()
    {
        var once = new Failing(Failure(10054, Fatal), new ConnectionBroken(new InvalidOperationException()));
        var away = new Failing([.. Enumerable.Repeat(Failure(4060), 20)]);

        Assert.Equal(3, await new Db(once).Transact(_ => Task.FromResult(once.Runs), CancellationToken.None));
        var failure = await Failed<SqlException>(away);

        Assert.Equal(3, away.Runs);
        Assert.True(away.IsOutage(failure));
    }

    [Theory]
    [InlineData(1205, Usual)] // where READ_COMMITTED_SNAPSHOT is off, readers take locks too
    [InlineData(10054, Fatal)]
    public async Task A_read_is_retried_once(int number, byte severity)
    {
        var once = new Failing(Failure(number, severity));
        var twice = new Failing(Failure(number, severity), Failure(number, severity));

        Assert.Equal(2, await new Db(once).Read(_ => Task.FromResult(once.Runs), CancellationToken.None));
        await Assert.ThrowsAsync<SqlException>(() => new Db(twice).Read(_ => Task.FromResult(1), CancellationToken.None));
    }

    public static TheoryData<string> LeftAlone => ["foreign key", "outcome unknown", "no connection", "refusal"];

    [Theory]
    [MemberData(nameof(LeftAlone))]
    public async Task Permanent_and_uncertain_failures_are_not_run_again(string failure)
    {
        var failing = new Failing(
            failure switch
            {
                "foreign key" => Failure(547),
                "outcome unknown" => new OutcomeUnknown(Failure(10054, Fatal)),
                "no connection" => new NoConnection(new InvalidOperationException()),
                _ => new Refusal(Codes.DocumentDiffers, "Prova."),
            }
        );

        await Failed<Exception>(failing);

        Assert.Equal(1, failing.Runs);
    }

    [Fact]
    public async Task A_cancelled_wait_for_the_next_run_ends_at_once()
    {
        using var given = new CancellationTokenSource();
        var failing = new Failing([.. Enumerable.Repeat(Failure(1205), 20)])
        {
            BeforeRun = run => run == 3 ? given.CancelAsync() : Task.CompletedTask,
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new Db(failing).Transact(_ => Task.FromResult(1), given.Token));

        Assert.Equal(3, failing.Runs);
    }

    [Theory]
    [InlineData(2627, true)]
    [InlineData(2601, true)]
    [InlineData(547, false)]
    [InlineData(1205, false)]
    public void Two_error_numbers_are_unique_violations(int number, bool isTaken) =>
        Assert.Equal(isTaken, new SqlServerDialect("").IsUniqueViolation(Failure(number)));

    [OnSqlServer]
    public async Task A_deadlocked_transaction_is_run_again_whole()
    {
        await using var database = new TestDatabase(Engine.SqlServer);
        var db = await database.Migrated();
        var now = Instant.FromUtc(2026, 11, 23, 11, 0);
        foreach (var name in new[] { "a", "b" })
        {
            await db.Transact(
                sql => sql.Execute("INSERT INTO Leases (Name, Token, ExpiresAt) VALUES (@name, 1, @now)", new { name, now }),
                CancellationToken.None
            );
        }

        var runs = 0;
        var (firstHasOne, secondHasOne) = (new TaskCompletionSource(), new TaskCompletionSource());
        await Task.WhenAll(Both("a", "b", firstHasOne, secondHasOne.Task), Both("b", "a", secondHasOne, firstHasOne.Task));

        Assert.Equal(3, runs);
        Assert.Equal([3L, 3], await db.Read(sql => sql.Rows<long>("SELECT Token FROM Leases ORDER BY Name"), CancellationToken.None));
        await db.Dialect.DisposeAsync();

        Task Both(string one, string other, TaskCompletionSource hasOne, Task otherHasOne) =>
            db.Transact(
                async sql =>
                {
                    Interlocked.Increment(ref runs);
                    await sql.Execute("UPDATE Leases SET Token = Token + 1 WHERE Name = @one", new { one });
                    hasOne.TrySetResult();
                    await otherHasOne;
                    await sql.Execute("UPDATE Leases SET Token = Token + 1 WHERE Name = @other", new { other });
                },
                CancellationToken.None
            );
    }

    private static Task<TFailure> Failed<TFailure>(Failing failing)
        where TFailure : Exception =>
        Assert.ThrowsAnyAsync<TFailure>(() => new Db(failing).Transact(_ => Task.FromResult(1), CancellationToken.None));

    /// <summary>The driver's exception for a server error, which has no public constructor.</summary>
    private static SqlException Failure(int number, byte severity = Usual)
    {
        const BindingFlags Hidden = BindingFlags.Instance | BindingFlags.Static | BindingFlags.NonPublic;
        var error = Made<SqlError>(number, (byte)1, severity, "server", "Prova.", "", 1);
        var errors = Made<SqlErrorCollection>();
        typeof(SqlErrorCollection).GetMethod("Add", Hidden)!.Invoke(errors, [error]);
        return (SqlException)
            typeof(SqlException)
                .GetMethods(Hidden)
                .First(method =>
                    method.Name == "CreateException"
                    && method.GetParameters()
                        is [{ ParameterType.Name: nameof(SqlErrorCollection) }, { ParameterType.Name: nameof(String) }]
                )
                .Invoke(null, [errors, "15.0"])!;

        static T Made<T>(params object[] values)
        {
            var constructor = typeof(T)
                .GetConstructors(Hidden)
                .First(one =>
                    one.GetParameters().Length >= values.Length
                    && one.GetParameters().Zip(values).All(pair => pair.First.ParameterType == pair.Second.GetType())
                );
            return (T)constructor.Invoke([.. values, .. new object?[constructor.GetParameters().Length - values.Length]]);
        }
    }

    /// <summary>Fails as configured, one failure per run, then succeeds; classifies failures as SQL Server's dialect does.</summary>
    private sealed class Failing(params Exception[] failures) : Dialect
    {
        private readonly SqlServerDialect judge = new("");

        public int Runs { get; private set; }

        public Func<int, Task> BeforeRun { get; init; } = _ => Task.CompletedTask;

        public override string Name => judge.Name;
        public override bool IsSqlServer => true;
        public override bool IsShared => true;
        public override string ConnectionString => "";
        public override string FirstRows => judge.FirstRows;

        public override async Task<T> Transact<T>(Func<Sql, Task<T>> body, CancellationToken cancellation)
        {
            await Run();
            return await body(null!);
        }

        public override async Task<DbConnection> Open(CancellationToken cancellation)
        {
            await Run();
            return new SqlConnection();
        }

        public override bool IsUniqueViolation(DbException exception) => judge.IsUniqueViolation(exception);

        public override bool IsTransient(DbException exception) => judge.IsTransient(exception);

        public override bool IsAway(DbException exception) => judge.IsAway(exception);

        public override string TextsOf(string parameter) => throw new NotSupportedException();

        public override Task<IAsyncDisposable> BeginSetup(CancellationToken cancellation) => throw new NotSupportedException();

        public override Task<DbTransaction> BeginSnapshot(DbConnection connection, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public override Task Insert<T>(
            DbConnection connection,
            DbTransaction transaction,
            BulkTable<T> table,
            IReadOnlyList<T> rows,
            CancellationToken cancellation
        ) => throw new NotSupportedException();

        public override Task<int> Update<T>(
            DbConnection connection,
            DbTransaction transaction,
            BulkTable<T> table,
            IReadOnlyList<T> rows,
            CancellationToken cancellation
        ) => throw new NotSupportedException();

        private async Task Run()
        {
            Runs++;
            await BeforeRun(Runs);
            if (Runs <= failures.Length)
            {
                throw failures[Runs - 1];
            }
        }
    }
}
