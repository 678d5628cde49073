using System.Data.Common;
using System.Globalization;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace Lecce.Riscossione.Migrations;

/// <summary>The database of the command line.</summary>
/// <param name="ConnectionString">How to open it.</param>
/// <param name="SqliteFile">The file of an SQLite database; null for SQL Server.</param>
internal sealed record Target(string ConnectionString, string? SqliteFile)
{
    private bool IsSqlServer => SqliteFile is null;

    public static Target SqlServer(string connectionString) => new(connectionString, SqliteFile: null);

    public static Target Sqlite(string file) =>
        new(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString(), Path.GetFullPath(file));

    /// <summary>Blocks the program's instances and other command lines until the result is disposed.</summary>
    public async Task<IAsyncDisposable> BeginSetup(CancellationToken cancellation) =>
        SqliteFile is { } file ? await SqliteSetup.Begin(file, cancellation) : await SqlServerSetup.Begin(ConnectionString, cancellation);

    /// <summary>Blocks a start of the program on an SQLite database while its schema changes; SQL Server needs no such lock.</summary>
    /// <exception cref="InvalidOperationException">The program is running on it.</exception>
    public IDisposable? TakeAlone() =>
        SqliteFile is not { } file
            ? null
            : SqliteLock.TryTake(file)
                ?? throw new InvalidOperationException($"la base dati {file} è in uso: fermare il programma e ripetere il comando.");

    public void MigrateUp() => Migrator.MigrateUp(ConnectionString, IsSqlServer);

    public void MigrateDown(long toVersion) => Migrator.MigrateDown(ConnectionString, IsSqlServer, toVersion);

    /// <summary>When each step ran, by version; empty for a new database. Changes nothing.</summary>
    public async Task<IReadOnlyDictionary<long, DateTime>> Applied(CancellationToken cancellation)
    {
        var applied = new Dictionary<long, DateTime>();
        if (SqliteFile is { } file && !File.Exists(file))
        {
            return applied;
        }

        await using var connection = await Open(cancellation);
        var table = IsSqlServer ? "sys.tables" : "sqlite_master";
        if (await Count(connection, $"SELECT COUNT(*) FROM {table} WHERE name = 'VersionInfo'", cancellation) == 0)
        {
            return applied;
        }

        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT Version, AppliedOn FROM VersionInfo";
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
        {
            applied[rows.GetInt64(0)] = rows.GetDateTime(1);
        }

        return applied;
    }

    /// <summary>The number of rows in each table.</summary>
    public async Task<IReadOnlyList<(string Table, long Rows)>> CountRows(IEnumerable<string> tables, CancellationToken cancellation)
    {
        await using var connection = await Open(cancellation);
        var counts = new List<(string, long)>();
        foreach (var table in tables)
        {
            counts.Add((table, await Count(connection, $"SELECT COUNT(*) FROM {table}", cancellation)));
        }

        return counts;
    }

    private async Task<DbConnection> Open(CancellationToken cancellation)
    {
        DbConnection connection = IsSqlServer ? new SqlConnection(ConnectionString) : new SqliteConnection(ConnectionString);
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

    private static async Task<long> Count(DbConnection connection, string query, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = query;
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellation), CultureInfo.InvariantCulture);
    }
}
