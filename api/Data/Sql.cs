using System.Data.Common;
using System.Runtime.CompilerServices;
using Dapper;
using Lecce.Riscossione.Api.Data.Rows;

namespace Lecce.Riscossione.Api.Data;

/// <summary>
/// The statements of one unit of work: a read, or the body of a transaction. Every statement is signed with the file and line that
/// wrote it, so that a trace of the database names the code.
/// </summary>
internal sealed class Sql(Dialect dialect, DbConnection connection, DbTransaction? transaction, CancellationToken cancellation)
{
    /// <summary>The dialect of the engine.</summary>
    public Dialect Dialect => dialect;

    /// <summary>A condition that belongs to the statement only when its filter was given.</summary>
    public static string When(object? filter, string condition) => filter is null ? "" : condition;

    /// <summary>All rows that a query gives.</summary>
    public async Task<IReadOnlyList<T>> Rows<T>(
        string sql,
        object? parameters = null,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0
    ) => (await connection.QueryAsync<T>(Command(sql, parameters, file, line))).AsList();

    /// <summary>The only row of a query, or null when there is none.</summary>
    public Task<T?> Row<T>(string sql, object? parameters = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        connection.QuerySingleOrDefaultAsync<T>(Command(sql, parameters, file, line));

    /// <summary>The first column of the first row, or the type's default.</summary>
    public Task<T?> Value<T>(string sql, object? parameters = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        connection.ExecuteScalarAsync<T>(Command(sql, parameters, file, line));

    /// <summary>
    /// Several statements, divided by semicolons, in one round trip; what their queries give is read in their order. To load a document took
    /// six commands.
    /// </summary>
    public async Task<T> Several<T>(
        string sql,
        object? parameters,
        Func<ResultSets, Task<T>> read,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0
    )
    {
        await using var grid = await connection.QueryMultipleAsync(Command(sql, parameters, file, line));
        return await read(new ResultSets(grid));
    }

    /// <summary>Changes rows and says how many. A sequence of parameters runs the statement once for each.</summary>
    /// <exception cref="UniqueViolation">Another row already holds a value that must be unique.</exception>
    public async Task<int> Execute(
        string sql,
        object? parameters = null,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0
    )
    {
        try
        {
            return await connection.ExecuteAsync(Command(sql, parameters, file, line));
        }
        catch (DbException exception) when (dialect.IsUniqueViolation(exception))
        {
            throw new UniqueViolation(exception);
        }
    }

    /// <summary>Writes many rows into a table. Requires a transaction, so that all rows are written or none.</summary>
    /// <exception cref="UniqueViolation">Another row already holds a value that must be unique.</exception>
    public async Task Insert<T>(BulkTable<T> table, IReadOnlyList<T> rows)
    {
        try
        {
            if (rows.Count > 0)
            {
                await dialect.Insert(connection, transaction!, table, rows, cancellation);
            }
        }
        catch (DbException exception) when (dialect.IsUniqueViolation(exception))
        {
            throw new UniqueViolation(exception);
        }
    }

    /// <summary>Changes rows that exist, each found by the key of its table, and says how many were found.</summary>
    /// <exception cref="UniqueViolation">Another row already holds a value that must be unique.</exception>
    public async Task<int> Update<T>(BulkTable<T> table, IReadOnlyList<T> rows)
    {
        try
        {
            return rows.Count == 0 ? 0 : await dialect.Update(connection, transaction!, table, rows, cancellation);
        }
        catch (DbException exception) when (dialect.IsUniqueViolation(exception))
        {
            throw new UniqueViolation(exception);
        }
    }

    private CommandDefinition Command(string sql, object? parameters, string file, int line) =>
        new(
            $"/* {Path.GetFileName(file)}:{line} */ {sql}",
            parameters,
            transaction,
            commandTimeout: Dialect.CommandTimeoutSeconds,
            cancellationToken: cancellation
        );
}

/// <summary>The result sets of several queries, in order.</summary>
internal sealed class ResultSets(SqlMapper.GridReader grid)
{
    /// <summary>All rows of the next query.</summary>
    public async Task<IReadOnlyList<T>> Rows<T>() => (await grid.ReadAsync<T>()).AsList();

    /// <summary>The only row of the next query, or null when there is none.</summary>
    public Task<T?> Row<T>() => grid.ReadSingleOrDefaultAsync<T>();
}

/// <summary>A value that must be unique is taken. Never shown to callers: the code that can cause it translates it.</summary>
internal sealed class UniqueViolation(DbException cause) : Exception("A unique value is already taken.", cause);

/// <summary>Another transaction changed the row between the read and the write; the transaction is run again.</summary>
internal sealed class ConcurrentChange() : Exception("The row changed under this transaction.");

/// <summary>
/// The connection was lost during the commit, so its outcome is unknown. The transaction is not run again; the caller is asked to repeat the
/// request, which finds an earlier effect by its natural key.
/// </summary>
internal sealed class OutcomeUnknown(Exception cause) : Exception("The connection was lost during a commit.", cause);

/// <summary>No connection came free in time: too many requests wait for the database, or it does not answer.</summary>
internal sealed class NoConnection(Exception cause) : DbException("No connection to the database came free.", cause);

/// <summary>The server refused a connection, or could not be reached; <see cref="Exception.HResult"/> is the number that it gave.</summary>
internal sealed class ConnectionRefused : DbException
{
    public ConnectionRefused(Exception cause, int number)
        : base("A connection to the database could not be opened.", cause) => HResult = number;
}

/// <summary>The connection was lost between two statements; nothing of its transaction remains.</summary>
internal sealed class ConnectionBroken(Exception cause) : DbException("The connection to the database was lost.", cause);
