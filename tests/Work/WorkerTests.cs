using System.Threading.Channels;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Work;
using Lecce.Riscossione.Tests.Host;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using NodaTime.Testing;

namespace Lecce.Riscossione.Tests.Work;

public sealed class WorkerTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private readonly FakeClock clock = new(Instant.FromUtc(2026, 11, 23, 11, 0));
    private readonly List<IDisposable> opened = [];
    private TestDatabase database = null!;
    private Db db = null!;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        opened.ForEach(one => one.Dispose());
        if (db is not null)
        {
            await db.Dialect.DisposeAsync();
            await database.DisposeAsync();
        }
    }

    [Fact]
    public async Task The_signal_wakes_a_job_before_its_interval_has_passed()
    {
        await Open(Engine.Sqlite);
        var diary = new Diary();
        using var signal = new Signal<Diary>();
        var worker = Start(diary, new Job<Diary>("test", Hour, (one, _) => one.Note()), signal);

        signal.Raise();

        await diary.Reaches(1);
        await worker.StopAsync(CancellationToken.None);
        Assert.Equal(1, diary.Runs);
    }

    [Fact]
    public async Task A_run_that_fails_does_not_end_the_loop()
    {
        await Open(Engine.Sqlite);
        var diary = new Diary();
        var job = new Job<Diary>("test", TimeSpan.Zero, (one, _) => one.NoteAndThrow());
        var worker = Start(diary, job);

        await diary.Reaches(2);

        await worker.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task What_remains_at_the_stop_is_done_after_the_last_run()
    {
        await Open(Engine.Sqlite);
        var diary = new Diary();
        var job = new Job<Diary>("test", Hour, (one, stop) => one.NoteAndWait(stop)) { RunsAtStart = true, AtStop = one => one.Note() };
        var worker = Start(diary, job);
        await diary.Reaches(1);

        await worker.StopAsync(CancellationToken.None);

        Assert.Equal(2, diary.Runs);
    }

    [OnEachDatabase]
    public async Task Of_several_instances_one_runs_a_shared_job_in_an_interval(Engine engine)
    {
        await Open(engine);
        var diary = new Diary();
        var job = new Job<Diary>("test", Hour, (one, _) => one.Note()) { RunsAtStart = true, IsShared = true };
        for (var hour = 1; hour <= 3; hour++)
        {
            var workers = new[] { Start(diary, job), Start(diary, job), Start(diary, job) };
            await diary.Reaches(hour);
            foreach (var worker in workers)
            {
                await worker.StopAsync(CancellationToken.None);
            }

            clock.AdvanceHours(1);
        }

        Assert.Equal(3, diary.Runs);
    }

    private async Task Open(Engine engine)
    {
        database = new TestDatabase(engine);
        db = await database.Migrated();
    }

    private Worker<Diary> Start(Diary diary, Job<Diary> job, Signal<Diary>? signal = null)
    {
        if (signal is null)
        {
            signal = new Signal<Diary>();
            opened.Add(signal);
        }

        var worker = new Worker<Diary>(diary, job, signal, db, clock, NullLogger<Diary>.Instance);
        opened.Add(worker);
        _ = worker.StartAsync(CancellationToken.None);
        return worker;
    }

    /// <summary>Counts the runs of a job.</summary>
    private sealed class Diary
    {
        private readonly Channel<int> noted = Channel.CreateUnbounded<int>();
        private int runs;

        public int Runs => Volatile.Read(ref runs);

        public Task Note()
        {
            noted.Writer.TryWrite(Interlocked.Increment(ref runs));
            return Task.CompletedTask;
        }

        public Task NoteAndThrow()
        {
            _ = Note();
            throw new InvalidOperationException("This run fails.");
        }

        public Task NoteAndWait(CancellationToken stop)
        {
            _ = Note();
            return Task.Delay(Timeout.InfiniteTimeSpan, stop);
        }

        public async Task Reaches(int count)
        {
            using var patience = new CancellationTokenSource(Patience);
            while (await noted.Reader.ReadAsync(patience.Token) < count) { }
        }
    }
}
