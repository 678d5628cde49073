using System.Data.Common;
using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.Data;

/// <summary>The database: reads, snapshots of several reads, and transactions.</summary>
internal sealed class Db(Dialect dialect)
{
    private const int MaxAttempts = 10;

    // A pool may hold several connections that died together; when the database is really away, the caller learns it at once.
    private const int MaxAttemptsWhenAway = 3;

    private volatile bool writesFail;

    /// <summary>The dialect of the engine.</summary>
    public Dialect Dialect => dialect;

    /// <summary>True from a transaction that the database could not store until <see cref="WriteProbe"/> stored one.</summary>
    public bool WritesFail => writesFail;

    /// <summary>Says that the database has just stored something.</summary>
    public void WritesAgain() => writesFail = false;

    /// <summary>
    /// Runs one reading statement, once more when its connection was lost or it was the victim of a deadlock, as readers may be where they
    /// take locks. Several that must agree with one another belong in <see cref="Snapshot{T}"/>.
    /// </summary>
    public async Task<T> Read<T>(Func<Sql, Task<T>> body, CancellationToken cancellation)
    {
        try
        {
            return await ReadOnce(body, cancellation);
        }
        catch (DbException failure) when (IsLost(failure) || dialect.IsTransient(failure))
        {
            return await ReadOnce(body, cancellation);
        }
    }

    private async Task<T> ReadOnce<T>(Func<Sql, Task<T>> body, CancellationToken cancellation)
    {
        await using var connection = await dialect.Open(cancellation);
        try
        {
            return await body(new Sql(dialect, connection, transaction: null, cancellation));
        }
        catch (InvalidOperationException failure) when (Data.Dialect.IsBroken(connection, failure))
        {
            throw new ConnectionBroken(failure);
        }
    }

    /// <summary>Runs several reading statements that see one state of the database.</summary>
    public async Task<T> Snapshot<T>(Func<Sql, Task<T>> body, CancellationToken cancellation)
    {
        await using var connection = await dialect.Open(cancellation);
        try
        {
            var transaction = await dialect.BeginSnapshot(connection, cancellation);
            await using var rollback = new Rollback(transaction);
            var result = await body(new Sql(dialect, connection, transaction, cancellation));
            await transaction.CommitAsync(cancellation);
            return result;
        }
        catch (InvalidOperationException failure) when (Data.Dialect.IsBroken(connection, failure))
        {
            throw new ConnectionBroken(failure);
        }
    }

    /// <summary>
    /// Runs a body in one transaction and returns only when its effects are durable. The body awaits nothing but its own statements, has
    /// no effect outside of them, and may be run again: after a deadlock, a concurrent change, a unique value that someone else took
    /// between its look and its write, or a connection lost before the commit was sent. One lost during the commit is
    /// <see cref="OutcomeUnknown"/>, and is not run again.
    /// </summary>
    public async Task<T> Transact<T>(Func<Sql, Task<T>> body, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await dialect.Transact(body, cancellation);
            }
            catch (Exception exception) when (attempt < MaxAttempts && MayRunAgain(exception, attempt))
            {
                var ceilingMs = 5 << attempt;
                await Task.Delay(Random.Shared.Next(1, ceilingMs), cancellation);
            }
            catch (ConcurrentChange)
            {
                throw new Refusal(Codes.Unavailable, "Troppe modifiche insieme agli stessi dati: riprovare tra qualche secondo.");
            }
            catch (DbException failure) when (dialect.IsAway(failure))
            {
                writesFail = true;
                throw;
            }
        }
    }

    /// <summary>A transaction without a result.</summary>
    public Task Transact(Func<Sql, Task> body, CancellationToken cancellation) =>
        Transact(
            async sql =>
            {
                await body(sql);
                return true;
            },
            cancellation
        );

    /// <summary>
    /// Works through many rows in transactions so short that other writers do not wait: runs one after another until one finds fewer rows than it
    /// may take, or <paramref name="maxRuns"/> are done.
    /// </summary>
    /// <returns>How many rows it found.</returns>
    public async Task<int> Repeat(Func<Sql, Task<int>> body, int maxRows, CancellationToken cancellation, int maxRuns = int.MaxValue)
    {
        var total = 0;
        var isFull = true;
        for (var run = 0; run < maxRuns && isFull; run++)
        {
            cancellation.ThrowIfCancellationRequested();
            var found = await Transact(body, cancellation);
            isFull = found >= maxRows;
            total += found;
        }

        return total;
    }

    private bool MayRunAgain(Exception exception, int attempt) =>
        exception is ConcurrentChange or UniqueViolation
        || (exception is DbException failure && (dialect.IsTransient(failure) || (attempt < MaxAttemptsWhenAway && IsLost(failure))));

    /// <summary>True when another connection may succeed; a caller that waited in vain for a free one does not wait again.</summary>
    private bool IsLost(DbException failure) => dialect.IsShared && failure is not NoConnection && dialect.IsAway(failure);
}
