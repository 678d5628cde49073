using System.Data.Common;
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

    /// <summary>
    /// True when the database has every step of the schema already. This look is nothing beside readying the machinery of migrations, which
    /// would take a good part of a start.
    /// </summary>
    public static async Task<bool> IsCurrent(Db db, CancellationToken cancellation)
    {
        try
        {
            return StepVersions.All.IsSubsetOf(await db.Read(sql => sql.Rows<long>("SELECT Version FROM VersionInfo"), cancellation));
        }
        catch (DbException)
        {
            // A new database does not even have the table.
            return false;
        }
    }

    /// <summary>Runs the migrations that the database lacks; only whoever holds <see cref="Dialect.BeginSetup"/> may.</summary>
    public static void Migrate(Dialect dialect) => Migrator.MigrateUp(dialect.ConnectionString, dialect.IsSqlServer);
}
