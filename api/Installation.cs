using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.ApiKeys;
using Lecce.Riscossione.Api.Contract;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Seed;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using NodaTime;

namespace Lecce.Riscossione.Api;

/// <summary>
/// Prepares what the program works on before it listens, and says where it can be reached: to a person in Development, otherwise in the log.
/// The tool that writes the OpenAPI document builds the program without starting it, and thus touches no data.
/// </summary>
internal sealed partial class Installation(
    IServiceProvider services,
    IServer server,
    IHostEnvironment environment,
    Db db,
    IClock clock,
    FirstAdminKey firstKey,
    TextWriter console,
    ILogger<Installation> logger
) : IHostedLifecycleService
{
    /// <inheritdoc />
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        services.GetRequiredService<DataDirectory>().Create();
        await using var setup = await db.Dialect.BeginSetup(cancellationToken);
        await db.Dialect.Hold(cancellationToken);
        var state = await DatabaseState.Look(db, cancellationToken);
        var secrets = services.GetRequiredService<Secrets>();
        await MasterFingerprint.Require(db, state, secrets, cancellationToken);
        _ = services.GetRequiredService<TokenIssuers>();
        if (state.Pending.Any())
        {
            DatabaseSetup.Migrate(db.Dialect);
        }

        var now = clock.GetCurrentInstant();
        await MasterFingerprint.Keep(db, secrets, now, cancellationToken);
        if (await db.Dialect.FindWarning(cancellationToken) is { } warning)
        {
            WarnOfDatabase(warning);
        }

        if (environment.IsDevelopment())
        {
            await DevelopmentSeed.FillWhenEmpty(db, now, cancellationToken);
        }

        await firstKey.IssueWhenNone(cancellationToken);
    }

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        if (environment.IsDevelopment())
        {
            Print(addresses);
        }
        else
        {
            Log(addresses);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Print(ICollection<string> addresses)
    {
        foreach (var address in addresses)
        {
            console.WriteLine($"Riscossione in ascolto su {address}");
            console.WriteLine($"Documentazione: {address}{DocumentationSite.Path}");
            console.WriteLine($"Documento OpenAPI: {address}{PublicPaths.OpenApi}");
        }

        console.WriteLine($"Base dati: {db.Dialect.Name} (ambiente {environment.EnvironmentName})");
        if (firstKey.Find() is { } key)
        {
            console.WriteLine("Prima chiave di amministrazione, mostrata solo ora:");
            console.WriteLine($"Admin API key: {key}");
            firstKey.Forget();
        }

        console.WriteLine("Riscossione pronta");
    }

    private void Log(ICollection<string> addresses)
    {
        foreach (var address in addresses)
        {
            ListensOn(address);
        }

        WorksOn(db.Dialect.Name, environment.EnvironmentName);
        if (firstKey.Find() is not null)
        {
            KeyWaits(firstKey.File);
        }

        IsReady();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Riscossione in ascolto su {Address}")]
    private partial void ListensOn(string address);

    [LoggerMessage(Level = LogLevel.Information, Message = "Base dati: {Database} (ambiente {Environment})")]
    private partial void WorksOn(string database, string environment);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "La prima chiave di amministrazione è nel file {File}: conservarla in un luogo sicuro e cancellare il file"
    )]
    private partial void KeyWaits(string file);

    [LoggerMessage(Level = LogLevel.Information, Message = "Riscossione pronta")]
    private partial void IsReady();

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Warning}")]
    private partial void WarnOfDatabase(string warning);
}
