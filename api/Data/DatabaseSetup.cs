using Lecce.Riscossione.Api.Data.Sqlite;
using Lecce.Riscossione.Api.Data.SqlServer;
using Lecce.Riscossione.Migrations;

namespace Lecce.Riscossione.Api.Data;

/// <summary>Chooses the engine from the configuration, and brings its database to the expected schema.</summary>
internal static class DatabaseSetup
{
    /// <summary>The embedded database, in the data directory.</summary>
    public const string FileName = "riscossione.db";

    /// <summary>SQL Server when <c>ConnectionStrings:Riscossione</c> is set, otherwise SQLite under the data directory.</summary>
    public static Dialect Choose(IConfiguration configuration, string dataDirectory) =>
        configuration.GetConnectionString("Riscossione") is { Length: > 0 } connectionString
            ? new SqlServerDialect(connectionString)
            : new SqliteDialect(Path.Combine(dataDirectory, FileName));

    /// <summary>Runs the migrations that the database lacks; only the holder of <see cref="Dialect.BeginSetup"/> may call it.</summary>
    public static void Migrate(Dialect dialect) => Migrator.MigrateUp(dialect.ConnectionString, dialect.IsSqlServer);
}
