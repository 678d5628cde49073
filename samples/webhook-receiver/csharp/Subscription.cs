using System.Net;
using Lecce.Riscossione.Sdk;
using NodaTime.Text;

namespace Lecce.Riscossione.Samples.WebhookReceiver;

/// <summary>The registration at the API: made once, kept up to date, and read for what was missed.</summary>
internal sealed class Subscription(RiscossioneClient client, Store store, Settings settings)
{
    private const int EventsPerPage = 200;
    private const int OverlapHours = 24;
    private static readonly string[] EventTypesOfThisOffice = [EventTypes.All];
    private static readonly TimeSpan CatchUpInterval = TimeSpan.FromMinutes(5);

    /// <summary>Registers this address, or repairs the registration: another address, an endpoint that was disabled.</summary>
    public async Task Ensure()
    {
        var endpoint = await Registered() ?? await Register();
        if (endpoint.Url != settings.Address)
        {
            var change = new WebhookEndpointChange { Url = settings.Address };
            endpoint = await client.Webhooks.ChangeEndpointAsync(endpoint.Id, endpoint.Etag, change);
        }

        if (!endpoint.Enabled)
        {
            endpoint = await client.Webhooks.ResumeEndpointAsync(endpoint.Id);
        }

        Console.WriteLine($"Destinatario {endpoint.Id} dell'ufficio {endpoint.Department}, consegne a {endpoint.Url}");
    }

    /// <summary>Now and every five minutes, keeps the events whose deliveries did not arrive.</summary>
    public async Task Follow(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(CatchUpInterval);
        try
        {
            do
            {
                await TryToCatchUp(stopping);
            } while (await timer.WaitForNextTickAsync(stopping));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The program ends.
        }
    }

    /// <summary>Takes a new secret. The previous one stays valid at both sides for a day, so no delivery is refused.</summary>
    public async Task Rotate()
    {
        var id = store.Read(Names.Endpoint) ?? throw new NotRegisteredException();
        // Kept before the call: repeated after a crash, it gives the same secret.
        var options = new RequestOptions { IdempotencyKey = store.ReadOrKeep(Names.Rotation, Guid.NewGuid().ToString()) };
        var rotated = await client.Webhooks.RotateSecretAsync(id, new NewWebhookSecretRotation { OverlapHours = OverlapHours }, options);
        store.KeepSecret(rotated.Secret, rotated.PreviousValidUntil);
        Console.WriteLine($"Segreto ruotato; il precedente vale fino a {InstantPattern.General.Format(rotated.PreviousValidUntil)}");
    }

    private async Task<WebhookEndpoint?> Registered()
    {
        if (store.Read(Names.Endpoint) is not { } id)
        {
            return null;
        }

        try
        {
            return await client.Webhooks.ReadEndpointAsync(id);
        }
        catch (RiscossioneException refused) when (refused.Status == HttpStatusCode.NotFound)
        {
            // Another API, or another database.
            store.Forget();
            return null;
        }
    }

    private async Task<WebhookEndpoint> Register()
    {
        var options = new RequestOptions { IdempotencyKey = store.ReadOrKeep(Names.Registration, Guid.NewGuid().ToString()) };
        var registered = await client.Webhooks.RegisterEndpointAsync(
            new NewWebhookEndpoint
            {
                Url = settings.Address,
                EventTypes = EventTypesOfThisOffice,
                Organization = settings.Organization,
                Department = settings.Department,
                Description = "Esempio: ricevente",
            },
            options
        );
        var endpoint = await client.Webhooks.ReadEndpointAsync(registered.Id);
        store.KeepRegistration(endpoint.Id, registered.Secret, InstantPattern.ExtendedIso.Format(endpoint.CreatedAt));
        await client.Webhooks.SendTestEventAsync(endpoint.Id);
        return endpoint;
    }

    private async Task TryToCatchUp(CancellationToken cancellation)
    {
        try
        {
            await CatchUp(cancellation);
        }
        catch (Exception failure) when (failure is RiscossioneException or RiscossioneNetworkException)
        {
            Console.WriteLine($"Lettura degli eventi da riprovare: {failure.Message}");
        }
    }

    private async Task CatchUp(CancellationToken cancellation)
    {
        var found = 0;
        for (var isMore = true; isMore; )
        {
            // A cursor belongs to its filters, so they never change.
            var page = await client.Webhooks.FindEventsAsync(
                limit: EventsPerPage,
                cursor: store.Read(Names.Cursor),
                department: settings.Department,
                since: store.Read(Names.Since),
                cancellationToken: cancellation
            );
            // A test is about the delivery, and there are those of other receivers.
            found += store.Keep(page.Items.Where(one => one.Type != EventTypes.WebhookTestSent), page.ResumeCursor);
            isMore = page.NextCursor is not null;
        }

        Console.WriteLine(found == 0 ? "Nessun evento mancante" : $"Eventi mancanti recuperati: {found}");
    }
}

/// <summary>Nothing is registered yet.</summary>
internal sealed class NotRegisteredException : Exception;
