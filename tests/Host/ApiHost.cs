using System.Net.Http.Headers;
using Lecce.Riscossione.Api.Kernel;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.SqlClient;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Testing;

namespace Lecce.Riscossione.Tests.Host;

/// <summary>
/// The API in this process, on a database of its own that holds the development seed, with a clock that only tests move. SQLite, or SQL
/// Server when <c>RISCOSSIONE_TEST_SQLSERVER</c> holds a connection string without a database.
/// </summary>
public class ApiHost : IAsyncLifetime
{
    private readonly TemporaryDirectory directory = new();
    private readonly StringWriter console = new();
    private readonly WebApplicationFactory<Program> factory;
    private readonly string? sqlServer;

    public ApiHost()
    {
        if (Environment.GetEnvironmentVariable("RISCOSSIONE_TEST_SQLSERVER") is { Length: > 0 } server)
        {
            sqlServer = new SqlConnectionStringBuilder(server)
            {
                InitialCatalog = $"riscossione_test_{Id.New(SystemClock.Instance.GetCurrentInstant()).Value.ToLowerInvariant()}",
            }.ToString();
        }

        factory = new WebApplicationFactory<Program>().WithWebHostBuilder(Configure);
    }

    /// <summary>Stands at noon, Italian time, of Monday 23 November 2026 until a test advances it.</summary>
    public FakeClock Clock { get; } = new(Instant.FromUtc(2026, 11, 23, 11, 0));

    /// <summary>The first key, which may do everything.</summary>
    public string AdminKey => Printed.AdminKey(console.ToString()) ?? throw new InvalidOperationException("No admin key was printed.");

    public IServiceProvider Services => factory.Services;

    /// <summary>A client that presents a key, or none.</summary>
    public HttpClient Client(string? key = null)
    {
        var client = factory.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        if (key is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        return client;
    }

    public Task InitializeAsync()
    {
        _ = factory.Services;
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await factory.DisposeAsync();
        await DropDatabase();
        directory.Dispose();
        await console.DisposeAsync();
    }

    /// <summary>What a kind of host changes in the program.</summary>
    protected virtual void Change(IServiceCollection services) { }

    private void Configure(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        builder.UseSetting("Riscossione:DataDirectory", directory.Path);
        builder.UseSetting("ConnectionStrings:Riscossione", sqlServer ?? "");
        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton<IClock>(Clock);
            services.AddSingleton<TextWriter>(console);
            Change(services);
        });
    }

    private async Task DropDatabase()
    {
        if (sqlServer is null)
        {
            return;
        }

        SqlConnection.ClearAllPools();
        var master = new SqlConnectionStringBuilder(sqlServer) { InitialCatalog = "master" };
        await using var connection = new SqlConnection(master.ToString());
        await connection.OpenAsync();
        await using var drop = new SqlCommand($"DROP DATABASE [{new SqlConnectionStringBuilder(sqlServer).InitialCatalog}]", connection);
        await drop.ExecuteNonQueryAsync();
    }
}
