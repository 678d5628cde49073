using System.Data;
using System.Data.Common;
using Lecce.Riscossione.Api.Data.Rows;
using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.Data;

/// <summary>The differences between SQL Server and SQLite; all other SQL is written once in the common subset.</summary>
internal abstract class Dialect : IAsyncDisposable
{
    /// <summary>No statement may run longer, in seconds.</summary>
    public const int CommandTimeoutSeconds = 30;

    /// <summary>Says which engine this is, for people.</summary>
    public abstract string Name { get; }

    /// <summary>True for SQL Server; only migrations ask.</summary>
    public abstract bool IsSqlServer { get; }

    /// <summary>True when several running instances of the program may share the database.</summary>
    public abstract bool IsShared { get; }

    /// <summary>The string that opens the database.</summary>
    public abstract string ConnectionString { get; }

    /// <summary>The end of a SELECT that gives the first <c>@limit</c> rows of its ORDER BY.</summary>
    public abstract string FirstRows { get; }

    /// <summary>A sub-query with the texts of a parameter that holds a JSON array: of any length, the statement stays the same.</summary>
    public abstract string TextsOf(string parameter);

    /// <summary>
    /// Makes the database when it is missing, and keeps every other process that starts on it waiting until the result is disposed of.
    /// </summary>
    public abstract Task<IAsyncDisposable> BeginSetup(CancellationToken cancellation);

    /// <summary>True when there is no database file yet. A server is asked instead.</summary>
    public virtual bool IsMissing => false;

    /// <summary>Why the existing file cannot be a database, in Italian, checked before it is opened; null when it can.</summary>
    public virtual string? FindFault() => null;

    /// <summary>Keeps every other process from starting on a database that only one may use, until this dialect is disposed of.</summary>
    /// <exception cref="CannotStart">Another process uses it.</exception>
    public virtual Task Hold(CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>Says, in Italian, that another process uses a database that only one may use; null when none does.</summary>
    public virtual string? FindHolder() => null;

    /// <summary>Opens a connection for reading.</summary>
    public abstract Task<DbConnection> Open(CancellationToken cancellation);

    /// <summary>Runs a body in one durable transaction: once it returns, a crash cannot undo it.</summary>
    public abstract Task<T> Transact<T>(Func<Sql, Task<T>> body, CancellationToken cancellation);

    /// <summary>Begins a transaction in which several reads see one state of the database.</summary>
    public abstract Task<DbTransaction> BeginSnapshot(DbConnection connection, CancellationToken cancellation);

    /// <summary>Writes many rows inside of a transaction; no statement grows with their number.</summary>
    public abstract Task Insert<T>(
        DbConnection connection,
        DbTransaction transaction,
        BulkTable<T> table,
        IReadOnlyList<T> rows,
        CancellationToken cancellation
    );

    /// <summary>Changes many rows inside of a transaction, each found by its key, and gives how many were found.</summary>
    public abstract Task<int> Update<T>(
        DbConnection connection,
        DbTransaction transaction,
        BulkTable<T> table,
        IReadOnlyList<T> rows,
        CancellationToken cancellation
    );

    /// <summary>True when the database has the table that keeps the steps of its schema.</summary>
    public virtual Task<bool> HasSteps(CancellationToken cancellation) => Task.FromResult(true);

    /// <summary>True when the database cannot be read because its file is damaged.</summary>
    public virtual bool IsDamaged(DbException exception) => false;

    /// <summary>True when a row was refused because a unique value is taken.</summary>
    public abstract bool IsUniqueViolation(DbException exception);

    /// <summary>True when the same transaction, run again, may succeed.</summary>
    public abstract bool IsTransient(DbException exception);

    /// <summary>True when the database could not be reached or could not write; it may be back soon.</summary>
    public abstract bool IsAway(DbException exception);

    /// <summary>
    /// True when a failure of whatever kind only says that the database is, or was, away, or too busy even for a transaction that was run
    /// again and again: the same request may succeed later.
    /// </summary>
    public bool IsOutage(Exception failure) =>
        failure is OutcomeUnknown || (failure is DbException away && (IsAway(away) || IsTransient(away)));

    /// <summary>True when a failure only means that its connection was lost.</summary>
    public static bool IsBroken(DbConnection connection, Exception failure) =>
        failure is InvalidOperationException && connection.State != ConnectionState.Open;

    /// <summary>A warning for the database administrator at the start, in Italian; null when all is well.</summary>
    public virtual Task<string?> FindWarning(CancellationToken cancellation) => Task.FromResult<string?>(null);

    /// <inheritdoc />
    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
