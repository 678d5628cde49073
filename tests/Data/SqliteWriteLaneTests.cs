using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Data.Sqlite;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Data;

/// <summary>One writer for all: acknowledged work is durable, and a failure concerns only its caller.</summary>
public sealed class SqliteWriteLaneTests : IAsyncLifetime
{
    private readonly TemporaryDirectory directory = new();
    private readonly SqliteDialect dialect;
    private readonly Db db;

    public SqliteWriteLaneTests()
    {
        DapperTypes.Register();
        var file = Path.Combine(directory.Path, "lane.db");
        File.WriteAllBytes(file, []);
        dialect = new SqliteDialect(file);
        db = new Db(dialect);
    }

    public Task InitializeAsync() =>
        db.Transact(sql => sql.Execute("CREATE TABLE Lines (Number INTEGER NOT NULL PRIMARY KEY)"), CancellationToken.None);

    public async Task DisposeAsync()
    {
        await dialect.DisposeAsync();
        directory.Dispose();
    }

    [Fact]
    public async Task A_commit_reaches_the_disk_before_it_is_answered_and_readers_never_wait()
    {
        var (synchronous, journal) = await db.Transact(
            async sql => (await sql.Value<int>("PRAGMA synchronous"), await sql.Value<string>("PRAGMA journal_mode")),
            CancellationToken.None
        );

        const int Full = 2;
        Assert.Equal((Full, "wal"), (synchronous, journal));
    }

    [Fact]
    public async Task The_write_ahead_log_is_truncated_after_a_large_transaction()
    {
        const long Limit = 64 * 1024 * 1024;
        var log = Path.Combine(directory.Path, "lane.db-wal");
        await db.Transact(sql => sql.Execute("CREATE TABLE Large (Content BLOB NOT NULL)"), CancellationToken.None);

        await db.Transact(
            async sql =>
            {
                for (var number = 0; number < 10; number++)
                {
                    await sql.Execute("INSERT INTO Large (Content) VALUES (zeroblob(10000000))");
                }
            },
            CancellationToken.None
        );
        Assert.True(new FileInfo(log).Length > Limit);
        // The commit above checkpointed the log; the next one restarts and truncates it.
        await db.Transact(sql => sql.Execute("INSERT INTO Lines (Number) VALUES (1)"), CancellationToken.None);

        Assert.True(new FileInfo(log).Length <= Limit);
    }

    [Fact]
    public async Task Of_concurrent_transactions_each_refusal_undoes_only_itself()
    {
        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, 500).Select(number => Record.ExceptionAsync(() => WriteAndPerhapsRefuse(number)))
        );

        Assert.All(
            outcomes.Select((thrown, number) => (thrown, number)),
            one => Assert.Equal(IsRefused(one.number), one.thrown is Refusal)
        );
        Assert.Equal(Enumerable.Range(0, 500).Where(number => !IsRefused(number)), await Stored());
    }

    [Fact]
    public async Task An_exception_reaches_its_caller_and_the_next_body_runs()
    {
        await Assert.ThrowsAsync<InvalidDataException>(() =>
            db.Transact(sql => Task.FromException(new InvalidDataException("broken")), CancellationToken.None)
        );

        await Write(1);

        Assert.Equal([1], await Stored());
    }

    [Fact]
    public async Task A_body_cancelled_before_its_turn_has_no_effect()
    {
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => db.Transact(sql => Insert(sql, 1), gone.Token));

        Assert.Empty(await Stored());
    }

    [Fact]
    public async Task A_body_cancelled_during_another_s_write_has_no_effect_and_the_next_runs()
    {
        using var gone = new CancellationTokenSource();
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var slow = db.Transact(
            async sql =>
            {
                await Insert(sql, 1);
                entered.SetResult();
                await gate.Task;
            },
            CancellationToken.None
        );
        await entered.Task;
        var waiting = db.Transact(sql => Insert(sql, 2), gone.Token);

        await gone.CancelAsync();
        gate.SetResult();

        await slow;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await Write(3);
        Assert.Equal([1, 3], await Stored());
    }

    [Fact]
    public async Task Several_reads_of_a_snapshot_agree_while_others_write()
    {
        var (before, after) = await db.Snapshot(
            async sql =>
            {
                var first = await Count(sql);
                await Write(1);
                return (first, await Count(sql));
            },
            CancellationToken.None
        );

        Assert.Equal(before, after);
        Assert.Equal([1], await Stored());
    }

    private static bool IsRefused(int number) => number % 7 == 0;

    private Task WriteAndPerhapsRefuse(int number) =>
        db.Transact(
            async sql =>
            {
                await Insert(sql, number);
                if (IsRefused(number))
                {
                    throw new Refusal(Codes.TransitionNotAllowed, "Prova.");
                }
            },
            CancellationToken.None
        );

    private Task Write(int number) => db.Transact(sql => Insert(sql, number), CancellationToken.None);

    private Task<IReadOnlyList<int>> Stored() =>
        db.Read(sql => sql.Rows<int>("SELECT Number FROM Lines ORDER BY Number"), CancellationToken.None);

    private static Task<int> Count(Sql sql) => sql.Value<int>("SELECT COUNT(*) FROM Lines");

    private static Task<int> Insert(Sql sql, int number) => sql.Execute("INSERT INTO Lines (Number) VALUES (@number)", new { number });
}
