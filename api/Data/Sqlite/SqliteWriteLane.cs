using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Lecce.Riscossione.Api.Data.Sqlite;

/// <summary>
/// One writer for the whole process. Concurrent transactions queue here and run one after another inside one database transaction, so that
/// one flush to the disk makes all of them durable. Each has a savepoint of its own, and a refusal undoes only that. The first has nothing
/// before it that a refusal must spare, and goes without: for a savepoint the engine keeps a copy of every page that is changed, which for a
/// load is many megabytes. Answers are released after the commit, never before.
/// </summary>
internal sealed class SqliteWriteLane : IAsyncDisposable
{
    private const int MaxPerCommit = 256;

    // The error of a body whose whole transaction the engine undid, as it may when the disk is full.
    private const int IoError = 10;

    private readonly SqliteDialect dialect;
    private readonly Channel<IWork> queue = Channel.CreateBounded<IWork>(new BoundedChannelOptions(10_000) { SingleReader = true });
    private readonly Lazy<Task> writer;

    public SqliteWriteLane(SqliteDialect dialect)
    {
        this.dialect = dialect;
        writer = new Lazy<Task>(() => Task.Run(Write));
    }

    /// <summary>Queues a body; completes when its effects are durable, or with what it threw.</summary>
    public async Task<T> Run<T>(Func<Sql, Task<T>> body, CancellationToken cancellation)
    {
        _ = writer.Value;
        var work = new Work<T>(body, cancellation);
        await queue.Writer.WriteAsync(work, cancellation);
        return await work.Completion;
    }

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        if (writer.IsValueCreated)
        {
            await writer.Value;
        }
    }

    private async Task Write()
    {
        SqliteWriter? connection = null;
        var group = new List<IWork>(MaxPerCommit);
        while (await queue.Reader.WaitToReadAsync())
        {
            try
            {
                connection ??= dialect.OpenWriter();
                await CommitGroup(connection, group);
                group.ForEach(work => work.Release());
            }
#pragma warning disable CA1031 // A failed group must not stop the lane: all later transactions would wait without end.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                // The commit failed (disk full, file gone): every body of the group fails, and a new connection is opened.
                FailAll(group, failure as SqliteException ?? new SqliteException("The transaction was undone.", IoError));
                connection?.Dispose();
                connection = null;
            }

            group.Clear();
        }

        connection?.Dispose();
    }

    private async Task CommitGroup(SqliteWriter connection, List<IWork> group)
    {
        var transaction = connection.BeginTransaction(deferred: false);
        try
        {
            var isEmpty = true;
            while (group.Count < MaxPerCommit && queue.Reader.TryRead(out var work))
            {
                group.Add(work);
                if (!isEmpty)
                {
                    await RunInSavepoint(connection, transaction, work);
                }
                else if (await work.Run(new Sql(dialect, connection, transaction, CancellationToken.None)))
                {
                    isEmpty = false;
                }
                else
                {
                    transaction.Rollback();
                    await transaction.DisposeAsync();
                    transaction = connection.BeginTransaction(deferred: false);
                }
            }

            transaction.Commit();
        }
        finally
        {
            await transaction.DisposeAsync();
        }
    }

    private async Task RunInSavepoint(SqliteWriter connection, SqliteTransaction transaction, IWork work)
    {
        connection.Run("SAVEPOINT work");
        if (!await work.Run(new Sql(dialect, connection, transaction, CancellationToken.None)))
        {
            connection.Run("ROLLBACK TO work");
        }

        connection.Run("RELEASE work");
    }

    /// <summary>Fails the work at hand, or, when no connection could be opened, the first work that waits.</summary>
    private void FailAll(List<IWork> group, Exception failure)
    {
        if (group.Count == 0 && queue.Reader.TryRead(out var first))
        {
            group.Add(first);
        }

        group.ForEach(work => work.Fail(failure));
    }

    private interface IWork
    {
        /// <summary>Runs the body; false when its effects must be undone.</summary>
        Task<bool> Run(Sql sql);

        /// <summary>Gives the answer, now that it is durable.</summary>
        void Release();

        void Fail(Exception failure);
    }

    private sealed class Work<T>(Func<Sql, Task<T>> body, CancellationToken cancellation) : IWork
    {
        private readonly TaskCompletionSource<T> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? result;
        private Exception? thrown;

        public Task<T> Completion => completion.Task;

        public async Task<bool> Run(Sql sql)
        {
            try
            {
                cancellation.ThrowIfCancellationRequested();
                result = await body(sql);
                return true;
            }
#pragma warning disable CA1031 // Release gives a body's exception to its caller; the lane must not stop.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                thrown = exception;
                return false;
            }
        }

        public void Release()
        {
            if (thrown is null)
            {
                completion.TrySetResult(result!);
            }
            else
            {
                completion.TrySetException(thrown);
            }
        }

        public void Fail(Exception failure) => completion.TrySetException(thrown ?? failure);
    }
}
