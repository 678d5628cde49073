using System.Net.Http.Headers;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.Testing;

namespace Lecce.Riscossione.Tests.Host;

/// <summary>
/// The API in this process, with its own database (<see cref="TestDatabase"/>), the development seed, and a clock that only tests advance.
/// </summary>
public class ApiHost : IAsyncLifetime
{
    private readonly TestDatabase database;
    private readonly bool ownsDatabase;
    private readonly StringWriter console = new();
    private readonly KeptLog log = new();
    private readonly WebApplicationFactory<Program> factory;

    public ApiHost()
        : this(new TestDatabase()) { }

    /// <param name="database">A new database, deleted with this host.</param>
    internal ApiHost(TestDatabase database)
        : this(database, ownsDatabase: true, new FakeClock(Instant.FromUtc(2026, 11, 23, 11, 0))) { }

    /// <param name="database">The database, which several hosts may share.</param>
    /// <param name="ownsDatabase">True to delete the database with this host.</param>
    /// <param name="clock">The clock, which several hosts may share.</param>
    private protected ApiHost(TestDatabase database, bool ownsDatabase, FakeClock clock)
    {
        this.database = database;
        this.ownsDatabase = ownsDatabase;
        Clock = clock;
        factory = new WebApplicationFactory<Program>().WithWebHostBuilder(Configure);
    }

    /// <summary>Starts at noon, Italian time, of Monday 23 November 2026.</summary>
    public FakeClock Clock { get; }

    /// <summary>The first key, with every scope.</summary>
    public string AdminKey => Printed.AdminKey(console.ToString()) ?? throw new InvalidOperationException("No admin key was printed.");

    /// <summary>Every line that the program has logged.</summary>
    public string Log => log.Text;

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

    /// <summary>Carries the requests of another program in this process to the API.</summary>
    public HttpMessageHandler Handler() => factory.Server.CreateHandler();

    /// <summary>A second instance on the same database, master secret and clock; dispose it before this one.</summary>
    public ApiHost Beside() => new(database, ownsDatabase: false, Clock);

    public Task InitializeAsync()
    {
        _ = factory.Services;
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await factory.DisposeAsync();
        await PersonalData.MustNotBeIn(log.Text, database.Dialect());
        if (ownsDatabase)
        {
            await database.DisposeAsync();
        }

        await console.DisposeAsync();
    }

    /// <summary>Replaces services in derived hosts.</summary>
    protected virtual void Change(IServiceCollection services) { }

    private void Configure(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        builder.UseSetting("Riscossione:DataDirectory", database.DataDirectory);
        builder.UseSetting("ConnectionStrings:Riscossione", database.ConnectionString);
        builder.ConfigureLogging(logging => logging.AddProvider(log));
        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton<IClock>(Clock);
            services.AddSingleton<TextWriter>(console);
            Change(services);
        });
    }
}
