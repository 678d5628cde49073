using System.Data;
using Microsoft.Data.SqlClient;

namespace Lecce.Riscossione.Migrations;

/// <summary>Prepares a SQL Server database for migrations, one process at a time.</summary>
internal static class SqlServerSetup
{
    private const int NoSuchDatabase = 911;
    private const int CannotOpenDatabase = 4060;
    private const int MaxWaitSeconds = 120;
    private const int CommandTimeoutSeconds = 30;

    /// <summary>
    /// Creates the database if it is missing and returns the connection that holds the lock. Closing it, or the end of the process,
    /// releases the lock.
    /// </summary>
    public static async Task<SqlConnection> Begin(string connectionString, CancellationToken cancellation)
    {
        // Not pooled: a pool remembers a failed log-in for seconds, and keeps sessions after they are closed.
        var target = new SqlConnectionStringBuilder(connectionString) { Pooling = false };
        if (target.InitialCatalog.Length == 0)
        {
            throw new InvalidOperationException("La stringa di connessione deve indicare il database (Database=…).");
        }

        var connection = await OpenOrCreate(target, cancellation);
        try
        {
            await Lock(connection, "riscossione-setup", cancellation);
            await AllowSnapshots(connection, cancellation);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private static async Task<SqlConnection> OpenOrCreate(SqlConnectionStringBuilder target, CancellationToken cancellation)
    {
        try
        {
            return await Open(target.ToString(), cancellation);
        }
        catch (SqlException missing) when (missing.Number is NoSuchDatabase or CannotOpenDatabase)
        {
            await Create(target, cancellation);
            return await Open(target.ToString(), cancellation);
        }
    }

    private static async Task Create(SqlConnectionStringBuilder target, CancellationToken cancellation)
    {
        var master = new SqlConnectionStringBuilder(target.ToString()) { InitialCatalog = "master" };
        await using var connection = await Open(master.ToString(), cancellation);
        await Lock(connection, "riscossione-create", cancellation);
        if (await Option(connection, "database_id", target.InitialCatalog, cancellation) is not null)
        {
            return;
        }

        var name = $"[{target.InitialCatalog.Replace("]", "]]", StringComparison.Ordinal)}]";
        await Run(connection, $"CREATE DATABASE {name}", cancellation);
        // Readers see the last committed row instead of waiting for writers. The change requires that no other session is connected.
        if (await Option(connection, "is_read_committed_snapshot_on", target.InitialCatalog, cancellation) is 0)
        {
            await Run(connection, $"ALTER DATABASE {name} SET READ_COMMITTED_SNAPSHOT ON", cancellation);
        }
    }

    /// <summary>Allows snapshot isolation, in which several reads agree without blocking writers.</summary>
    private static async Task AllowSnapshots(SqlConnection connection, CancellationToken cancellation)
    {
        if (await Option(connection, "snapshot_isolation_state", connection.Database, cancellation) is not 0)
        {
            return;
        }

        try
        {
            await Run(connection, "ALTER DATABASE CURRENT SET ALLOW_SNAPSHOT_ISOLATION ON", cancellation);
        }
        catch (SqlException failure)
        {
            throw new InvalidOperationException(
                "La base dati deve ammettere l'isolamento snapshot. Un amministratore esegua una volta: "
                    + "ALTER DATABASE CURRENT SET ALLOW_SNAPSHOT_ISOLATION ON",
                failure
            );
        }
    }

    private static async Task<int?> Option(SqlConnection connection, string column, string database, CancellationToken cancellation)
    {
        await using var command = new SqlCommand($"SELECT CAST({column} AS int) FROM sys.databases WHERE name = @database", connection);
        command.Parameters.AddWithValue("@database", database);
        return (int?)await command.ExecuteScalarAsync(cancellation);
    }

    private static async Task Lock(SqlConnection connection, string resource, CancellationToken cancellation)
    {
        await using var command = new SqlCommand("sp_getapplock", connection)
        {
            CommandType = CommandType.StoredProcedure,
            CommandTimeout = MaxWaitSeconds + CommandTimeoutSeconds,
        };
        command.Parameters.AddWithValue("@Resource", resource);
        command.Parameters.AddWithValue("@LockMode", "Exclusive");
        command.Parameters.AddWithValue("@LockOwner", "Session");
        command.Parameters.AddWithValue("@LockTimeout", MaxWaitSeconds * 1000);
        var result = command.Parameters.Add(new SqlParameter("@Result", SqlDbType.Int) { Direction = ParameterDirection.ReturnValue });
        await command.ExecuteNonQueryAsync(cancellation);
        if ((int)result.Value < 0)
        {
            throw new TimeoutException("Un'altra istanza sta ancora preparando la base dati: riprovare quando avrà finito.");
        }
    }

    private static async Task<SqlConnection> Open(string connectionString, CancellationToken cancellation)
    {
        var connection = new SqlConnection(connectionString);
        try
        {
            await connection.OpenAsync(cancellation);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private static async Task Run(SqlConnection connection, string statement, CancellationToken cancellation)
    {
        await using var command = new SqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
