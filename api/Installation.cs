using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Seed;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using NodaTime;

namespace Lecce.Riscossione.Api;

/// <summary>
/// Readies what the program stands on before anything listens, and tells whoever started it where to look. The tool that writes the
/// OpenAPI document builds the program without starting it, and thus touches no data.
/// </summary>
internal sealed class Installation(
    IServiceProvider services,
    IServer server,
    IHostEnvironment environment,
    Db db,
    IClock clock,
    TextWriter console
) : IHostedLifecycleService
{
    private string? adminKey;

    /// <inheritdoc />
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        services.GetRequiredService<DataDirectory>().Create();
        await using var setup = await db.Dialect.BeginSetup(cancellationToken);
        _ = services.GetRequiredService<Secrets>();
        _ = services.GetRequiredService<TokenIssuers>();
        if (!await DatabaseSetup.IsCurrent(db, cancellationToken))
        {
            DatabaseSetup.Migrate(db.Dialect);
        }

        if (await db.Dialect.FindWarning(cancellationToken) is { } warning)
        {
            await console.WriteLineAsync(warning);
        }

        var now = clock.GetCurrentInstant();
        if (environment.IsDevelopment())
        {
            await DevelopmentSeed.FillWhenEmpty(db, now, cancellationToken);
        }

        adminKey = await IssueApiKey.IssueFirst(db, now, cancellationToken);
    }

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        foreach (var address in server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [])
        {
            console.WriteLine($"Riscossione in ascolto su {address}");
            console.WriteLine($"Documentazione: {address}{OpenApi.PagePath}");
            console.WriteLine($"Documento OpenAPI: {address}{OpenApi.DocumentPath}");
        }

        console.WriteLine($"Base dati: {db.Dialect.Name} (ambiente {environment.EnvironmentName})");
        if (adminKey is not null)
        {
            console.WriteLine("Prima chiave di amministrazione, mostrata solo ora:");
            console.WriteLine($"Admin API key: {adminKey}");
        }

        console.WriteLine("Riscossione pronta");

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
