using System.Data.Common;
using Dapper;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace Lecce.Riscossione.Bench.Ceilings;

/// <summary>
/// The bare programs that the product is compared with: an empty minimal API, one indexed SELECT through Dapper, one durable INSERT a
/// request, and a receiver of webhooks. They run in a process of their own, as the product does.
/// </summary>
internal static class CeilingServer
{
    public const string ConnectionVariable = "BENCH_CONNECTION";
    public const string WriteConnectionVariable = "BENCH_WRITE_CONNECTION";

    private const string SelectNotice = """
        SELECT DocumentId, Ordinal, AmountCents, ResidualCents, DueOn
          FROM Installments
         WHERE OrganizationFiscalCode = @organization
           AND NoticeNumber = @number
        """;

    /// <summary>Serves until it is killed.</summary>
    public static async Task Run(string[] arguments)
    {
        var builder = WebApplication.CreateBuilder(arguments);
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.MapGet("/", () => "up");
        var received = 0;
        app.MapPost("/hook", () => Interlocked.Increment(ref received));
        app.MapGet("/hook", () => received);
        if (Environment.GetEnvironmentVariable(ConnectionVariable) is { } reading)
        {
            app.MapGet("/notices/{number}", (string number) => Notice(reading, number));
        }

        if (Environment.GetEnvironmentVariable(WriteConnectionVariable) is { } writing)
        {
            var inserts = await Inserts.Open(writing);
            app.MapPost("/rows", (HttpRequest request) => inserts.Add(request));
        }

        await app.StartAsync();
        await Console.Out.WriteLineAsync($"Riscossione in ascolto su {app.Urls.First()}");
        await app.WaitForShutdownAsync();
    }

    /// <summary>A connection to either engine.</summary>
    public static DbConnection Connect(string connectionString) =>
        connectionString.Contains(".db", StringComparison.Ordinal)
            ? new SqliteConnection(connectionString)
            : new SqlConnection(connectionString);

    private static async Task<NoticeRow?> Notice(string connectionString, string number)
    {
        await using var connection = Connect(connectionString);
        return await connection.QuerySingleOrDefaultAsync<NoticeRow>(
            SelectNotice,
            new { organization = Ansi(Scenes.Scene.Municipality), number = Ansi(number) }
        );
    }

    // As a careful author would send it to SQL Server: an nvarchar would keep it from the index.
    private static DbString Ansi(string value) => new() { Value = value, IsAnsi = true };

    private sealed record NoticeRow
    {
        public string DocumentId { get; init; } = "";
        public int Ordinal { get; init; }
        public long AmountCents { get; init; }
        public long ResidualCents { get; init; }
        public object? DueOn { get; init; }
    }
}
