using System.ComponentModel.DataAnnotations;
using System.Data.Common;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.Http;

/// <summary>Stato del servizio.</summary>
/// <param name="Status">Vale <c>up</c> quando il servizio risponde e la base dati è raggiungibile.</param>
public sealed record ServiceStatus([property: MaxLength(10)] string Status);

/// <summary>Liveness and readiness of the program.</summary>
internal static class Health
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(2);

    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", () => new ServiceStatus("up")).ExcludeFromDescription();
        app.MapGet("/health/ready", Check).ExcludeFromDescription();
        app.NewVersionedApi()
            .MapGet("/status", Check)
            .IsApiVersionNeutral()
            .WithName("ReadStatus")
            .WithTags("Status")
            .WithSummary("Stato del servizio")
            .WithDescription("Indica se il servizio è operativo, cioè se la base dati legge e scrive. Non richiede credenziali.");
    }

    private static async Task<ServiceStatus> Check(
        Db db,
        WriteProbe writes,
        IHostApplicationLifetime lifetime,
        CancellationToken cancellation
    )
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            throw new Refusal(
                Codes.Unavailable,
                "Il servizio si sta fermando: rivolgersi a un'altra istanza o riprovare tra qualche secondo."
            );
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(MaxWait);
        try
        {
            await db.Read(sql => sql.Value<int>("SELECT 1"), patience.Token);
        }
        catch (Exception failure) when (failure is DbException or OperationCanceledException)
        {
            throw new Refusal(Codes.Unavailable, "La base dati non è raggiungibile: riprovare tra qualche secondo.");
        }

        try
        {
            await writes.Require(patience.Token);
        }
        catch (Exception failure) when (failure is DbException || (failure is OperationCanceledException && db.WritesFail))
        {
            throw new Refusal(Codes.Unavailable, "La base dati non accetta scritture: verificare lo spazio su disco.");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // The probe waits for a long transaction, so the database accepts writes.
        }

        return new ServiceStatus("up");
    }
}
