using System.Collections.Concurrent;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Work;
using Lecce.Riscossione.Tests.Host;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using NodaTime.Testing;

namespace Lecce.Riscossione.Tests.Work;

/// <summary>Calls to a receiver that does not recognise a repeated call: registered letters.</summary>
public sealed class OutboundCallsTests : IAsyncLifetime
{
    private readonly FakeClock clock = new(Instant.FromUtc(2026, 11, 23, 11, 0));
    private readonly List<IDisposable> opened = [];
    private TestDatabase database = null!;
    private Db db = null!;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        opened.ForEach(one => one.Dispose());
        await db.Dialect.DisposeAsync();
        await database.DisposeAsync();
    }

    [OnEachDatabase]
    public async Task A_call_whose_instance_ends_before_its_outcome_is_written_stays_uncertain(Engine engine)
    {
        await Open(engine, letters: 1);
        using var stop = new CancellationTokenSource();
        var killed = Postman(
            async (_, cancellation) =>
            {
                await stop.CancelAsync();
                cancellation.ThrowIfCancellationRequested();
                return new CallAnswer(Status: 200, Error: null);
            }
        );
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => killed.AttemptDue(stop.Token));

        clock.AdvanceDays(1);

        Assert.Equal(0, await Postman(Accept).AttemptDue(CancellationToken.None));
        Assert.Equal(["uncertain"], await States());
    }

    [OnEachDatabase]
    public async Task A_call_is_repeated_when_it_surely_did_not_arrive_and_not_when_it_may_have(Engine engine)
    {
        await Open(engine, letters: 2);
        var errors = new ConcurrentQueue<string>(["connection-failed", "timeout"]);
        var postman = Postman((_, _) => Task.FromResult(new CallAnswer(Status: null, errors.TryDequeue(out var error) ? error : null)));
        Assert.Equal(2, await postman.AttemptDue(CancellationToken.None));
        Assert.Equal(["pending", "uncertain"], await States());

        clock.AdvanceMinutes(1);

        Assert.Equal(1, await postman.AttemptDue(CancellationToken.None));
        Assert.Equal(["delivered", "uncertain"], await States());
    }

    [OnEachDatabase]
    public async Task An_attempt_that_was_not_made_does_not_count_and_leaves_the_call_due(Engine engine)
    {
        await Open(engine, letters: 1);
        var closed = new ConcurrentQueue<string>(["office-closed"]);
        var postman = Postman(
            (_, _) =>
                Task.FromResult(
                    closed.TryDequeue(out var reason)
                        ? new CallAnswer(Status: null, reason, WasMade: false)
                        : new CallAnswer(Status: 200, Error: null)
                )
        );

        Assert.Equal(2, await postman.AttemptDue(CancellationToken.None));

        Assert.Equal(["delivered"], await States());
        Assert.Equal(1, await db.Read(sql => sql.Value<int>("SELECT Attempts FROM Letters"), CancellationToken.None));
    }

    [OnEachDatabase]
    public async Task A_call_that_cannot_be_attempted_does_not_keep_the_others_from_being_settled(Engine engine)
    {
        await Open(engine, letters: 20);
        var count = 0;
        var postman = Postman(
            (_, _) =>
                Interlocked.Increment(ref count) == 3
                    ? throw new InvalidOperationException("This letter cannot be written.")
                    : Task.FromResult(new CallAnswer(Status: 200, Error: null))
        );

        Assert.Equal(20, await postman.AttemptDue(CancellationToken.None));

        var states = await States();
        Assert.Equal(19, states.Count(state => state == "delivered"));
        Assert.Single(states, "pending");
    }

    private static Task<CallAnswer> Accept(Letter letter, CancellationToken cancellation) =>
        Task.FromResult(new CallAnswer(Status: 200, Error: null));

    private SendLetters Postman(Func<Letter, CancellationToken, Task<CallAnswer>> attempt)
    {
        var postman = new SendLetters(db, clock, attempt);
        opened.Add(postman);
        return postman;
    }

    private async Task Open(Engine engine, int letters)
    {
        database = new TestDatabase(engine);
        db = await database.Migrated();
        var instant = database.IsSqlServer ? "datetime2(7)" : "TEXT";
        await db.Transact(
            async sql =>
            {
                await sql.Execute(
                    $"""
                    CREATE TABLE Letters (
                        Id            char(26)    NOT NULL PRIMARY KEY,
                        State         varchar(12) NOT NULL,
                        Attempts      int         NOT NULL,
                        NextAttemptAt {instant}   NOT NULL,
                        ClaimedUntil  {instant}       NULL
                    )
                    """
                );
                for (var count = 0; count < letters; count++)
                {
                    var now = clock.GetCurrentInstant();
                    await sql.Execute(
                        "INSERT INTO Letters (Id, State, Attempts, NextAttemptAt) VALUES (@id, 'pending', 0, @now)",
                        new { id = Id.New(now), now }
                    );
                }
            },
            CancellationToken.None
        );
    }

    private Task<IReadOnlyList<string>> States() =>
        db.Read(sql => sql.Rows<string>("SELECT State FROM Letters ORDER BY State, Id"), CancellationToken.None);

    private sealed record Letter : OutboundCall
    {
        public Id Id { get; init; }
    }

    private sealed class SendLetters(Db db, IClock clock, Func<Letter, CancellationToken, Task<CallAnswer>> attempt)
        : OutboundCalls<Letter>(db, new RetrySchedule(Duration.FromSeconds(5)), clock, NullLogger.Instance)
    {
        private const string PostOffice = "post-office";

        protected override async Task<IReadOnlyList<CallLane>> FindDue(Sql sql, Instant now) =>
            await sql.Value<int>("SELECT COUNT(*) FROM Letters WHERE State = 'pending' AND NextAttemptAt <= @now", new { now }) == 0
                ? []
                : [new CallLane { Id = PostOffice, Share = "all" }];

        /// <summary>A claimed letter is uncertain until it is settled.</summary>
        protected override async Task<IReadOnlyList<Letter>> Claim(Sql sql, string laneId, CallClaim claim, int max)
        {
            await sql.Execute(
                $"""
                UPDATE Letters
                   SET State        = 'uncertain',
                       ClaimedUntil = @Until
                 WHERE State = 'pending'
                   AND Id IN (SELECT Id
                                FROM Letters
                               WHERE State = 'pending'
                                 AND NextAttemptAt <= @Now
                               ORDER BY Id
                               {sql.Dialect.FirstRows})
                """,
                new
                {
                    claim.Now,
                    claim.Until,
                    limit = max,
                }
            );
            return await sql.Rows<Letter>(
                "SELECT Id, Attempts, NextAttemptAt FROM Letters WHERE State = 'uncertain' AND ClaimedUntil = @Until ORDER BY Id",
                new { claim.Until }
            );
        }

        protected override Task<CallAnswer> Attempt(Letter call, CancellationToken cancellation) => attempt(call, cancellation);

        protected override async Task Settle(Sql sql, IReadOnlyList<CallAttempt<Letter>> attempts, CallClaim claim, Instant now)
        {
            foreach (var (letter, outcome, _) in attempts.Where(one => one.Outcome.Error != "timeout"))
            {
                await sql.Execute(
                    """
                    UPDATE Letters
                       SET State         = @State,
                           Attempts      = @Attempts,
                           NextAttemptAt = @NextAttemptAt
                     WHERE Id           = @Id
                       AND State        = 'uncertain'
                       AND ClaimedUntil = @Until
                    """,
                    new
                    {
                        outcome.State,
                        outcome.Attempts,
                        outcome.NextAttemptAt,
                        letter.Id,
                        claim.Until,
                    }
                );
            }
        }

        protected override void Report(CallAttempt<Letter> attempt) { }
    }
}
