using System.Collections.Frozen;
using System.Data;
using System.Data.Common;
using Lecce.Riscossione.Api.Data.Rows;
using Lecce.Riscossione.Migrations;
using Microsoft.Data.SqlClient;

namespace Lecce.Riscossione.Api.Data.SqlServer;

/// <summary>SQL Server 2019 and later, Azure SQL: ordinary parallel transactions.</summary>
internal sealed class SqlServerDialect(string connectionString) : Dialect
{
    // Values that span several packets, read while others are on their way: decision 0028.
    private static readonly string[] PacketSwitches =
    [
        "Switch.Microsoft.Data.SqlClient.UseCompatibilityProcessSni",
        "Switch.Microsoft.Data.SqlClient.UseCompatibilityAsyncBehaviour",
    ];

    // From this severity on the server has closed the connection, or there never was one.
    private const int FatalClass = 20;

    /// <summary>
    /// What an open connection reports when its database cannot work for now. A connection that cannot be opened needs no number
    /// (<see cref="ConnectionRefused"/>).
    /// </summary>
    private static readonly FrozenSet<int> AwayNumbers = new[]
    {
        -2, // no answer in time
        4060,
        18401,
        18451,
        18456, // no log-in, or only for administrators
        596, // the session was killed
        904,
        905,
        921,
        922,
        924,
        927,
        942,
        945,
        952, // not started, recovering, restoring, offline, changing its state
        976,
        978,
        979,
        982,
        983,
        988,
        41379, // a replica that is not, or no longer, the primary one
        3906,
        3908, // read-only for now, or in emergency mode
        701,
        802,
        1105,
        1101,
        1204,
        8645,
        9002, // no memory, no locks, no room for data or log
        823,
        824, // the disk
        6005,
        17142,
        17187,
        17188,
        17189, // starting, paused, stopping
        40143,
        40166,
        40197,
        40501,
        40540,
        40613,
        10928,
        10929, // Azure SQL moving or throttling the database
    }.ToFrozenSet();

    /// <summary>Before the first connection: the driver reads its switches once. What the program's configuration sets stays.</summary>
    static SqlServerDialect()
    {
        foreach (var name in PacketSwitches.Where(name => !AppContext.TryGetSwitch(name, out _)))
        {
            AppContext.SetSwitch(name, isEnabled: false);
        }
    }

    public override string Name => "SQL Server";

    public override bool IsSqlServer => true;

    public override bool IsShared => true;

    public override string ConnectionString => connectionString;

    public override string FirstRows => "OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY";

    // Codes are compared byte by byte, like the columns that hold them: otherwise the server could not seek in their index.
    public override string TextsOf(string parameter) =>
        $"SELECT CAST(value AS varchar(255)) COLLATE Latin1_General_BIN2 FROM OPENJSON({parameter})";

    public override async Task<IAsyncDisposable> BeginSetup(CancellationToken cancellation) =>
        await SqlServerSetup.Begin(connectionString, cancellation);

    public override async Task<DbConnection> Open(CancellationToken cancellation)
    {
        var connection = new SqlConnection(connectionString);
        try
        {
            await connection.OpenAsync(cancellation);
            return connection;
        }
        catch (InvalidOperationException failure)
        {
            await connection.DisposeAsync();
            // The pool says so when no connection came back in time. A faulty connection string would too, but not after a start that used it.
            throw new NoConnection(failure);
        }
        catch (SqlException failure)
        {
            await connection.DisposeAsync();
            // Any error number: a server has hundreds of reasons to refuse a connection, and the program can fix none.
            throw new ConnectionRefused(failure, failure.Number);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public override async Task<T> Transact<T>(Func<Sql, Task<T>> body, CancellationToken cancellation)
    {
        await using var connection = await Open(cancellation);
        var isCommitting = false;
        try
        {
            var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellation);
            await using var rollback = new Rollback(transaction);
            var result = await body(new Sql(this, connection, transaction, cancellation));
            isCommitting = true;
            // A running commit is not cancelled: its outcome would be unknown.
            await transaction.CommitAsync(CancellationToken.None);
            return result;
        }
        catch (Exception failure) when (isCommitting && (failure is DbException away ? IsAway(away) : IsBroken(connection, failure)))
        {
            throw new OutcomeUnknown(failure);
        }
        catch (InvalidOperationException failure) when (IsBroken(connection, failure))
        {
            throw new ConnectionBroken(failure);
        }
    }

    public override async Task<DbTransaction> BeginSnapshot(DbConnection connection, CancellationToken cancellation) =>
        await connection.BeginTransactionAsync(IsolationLevel.Snapshot, cancellation);

    public override Task Insert<T>(
        DbConnection connection,
        DbTransaction transaction,
        BulkTable<T> table,
        IReadOnlyList<T> rows,
        CancellationToken cancellation
    ) => SqlServerBulkInsert.Run((SqlConnection)connection, (SqlTransaction)transaction, table, rows, cancellation);

    public override Task<int> Update<T>(
        DbConnection connection,
        DbTransaction transaction,
        BulkTable<T> table,
        IReadOnlyList<T> rows,
        CancellationToken cancellation
    ) => SqlServerBulkUpdate.Run((SqlConnection)connection, (SqlTransaction)transaction, table, rows, cancellation);

    public override bool IsAway(DbException exception) =>
        exception is NoConnection or ConnectionRefused or ConnectionBroken or SqlException { Class: >= FatalClass }
        || (exception is SqlException { Number: var number } && AwayNumbers.Contains(number));

    public override async Task<string?> FindWarning(CancellationToken cancellation)
    {
        await using var connection = await Open(cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT CAST(is_read_committed_snapshot_on AS int) FROM sys.databases WHERE name = DB_NAME()";
        return WarningOf((int?)await command.ExecuteScalarAsync(cancellation), connection.Database);
    }

    /// <summary>The warning about READ_COMMITTED_SNAPSHOT: 1 when it is on, 0 when it is off, null when it is unknown.</summary>
    internal static string? WarningOf(int? isOn, string database) =>
        isOn is 0
            ? "ATTENZIONE: READ_COMMITTED_SNAPSHOT è spento: chi legge aspetta chi scrive. Un amministratore esegua, senza altri collegati: "
                + $"ALTER DATABASE [{database}] SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE"
            : null;

    public override async Task<bool> HasSteps(CancellationToken cancellation)
    {
        await using var connection = await Open(cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT OBJECT_ID('VersionInfo')";
        return await command.ExecuteScalarAsync(cancellation) is int;
    }

    public override bool IsUniqueViolation(DbException exception) => exception is SqlException { Number: 2627 or 2601 };

    public override bool IsTransient(DbException exception) =>
        // deadlock victim, lock timeout, snapshot conflict, Azure SQL throttling and failover
        exception is SqlException { Number: 1205 or 1222 or 3960 or 40501 or 40613 or 49918 or 49919 or 49920 or 4221 };
}
