using Lecce.Riscossione.Api.Access;

namespace Lecce.Riscossione.Api.Webhooks;

internal static class WebhooksApi
{
    public static void AddWebhooks(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        services.AddSingleton(
            new AddressRules(
                configuration.GetValue(AddressRules.AllowLoopbackSetting, environment.IsDevelopment()),
                AllowedNetworks.Read(configuration)
            )
        );
        services.AddSingleton(WebhookOptions.From(configuration));
        services.AddSingleton(provider => new EndpointSecrets(provider.GetRequiredService<Secrets>().Derive(EndpointSecrets.Purpose)));
        services.AddSingleton<WebhookSender>();
        services.ConfigureSwaggerGen(options => options.DocumentFilter<OpenApiWebhooks>());
    }

    public static void MapWebhooks(this IEndpointRouteBuilder v1)
    {
        var webhooks = v1.MapGroup("").WithTags("Webhooks").RequireScope(Scopes.WebhooksManage, Covers.WholeDepartment);
        webhooks
            .MapPost("/webhook-endpoints", RegisterWebhookEndpoint.Handle)
            .WithName("RegisterWebhookEndpoint")
            .WithSummary("Registra un destinatario di notifiche")
            .WithDescription(
                "Da subito ogni evento richiesto è notificato con una POST firmata secondo Standard Webhooks 1.0. "
                    + "Il segreto che verifica le firme è mostrato solo in questa risposta. Una consegna non riuscita si ripete fino a dieci "
                    + "tentativi in tutto, in 3,1–3,5 giorni. Un ufficio ha al più 20 destinatari attivi, salvo altro limite dell'installazione: "
                    + "oltre, la risposta è 409 too-many-webhook-endpoints."
            );
        webhooks
            .MapGet("/webhook-endpoints", FindWebhookEndpoints.Handle)
            .WithName("FindWebhookEndpoints")
            .WithSummary("Elenca i destinatari di notifiche")
            .WithDescription("Dal più vecchio, compresi quelli disattivati; senza i segreti.");
        webhooks
            .MapGet("/webhook-endpoints/{id}", ReadWebhookEndpoint.Handle)
            .WithName("ReadWebhookEndpoint")
            .WithSummary("Legge un destinatario di notifiche")
            .WithDescription("Come è registrato ora, senza il segreto.");
        webhooks
            .MapPatch("/webhook-endpoints/{id}", ChangeWebhookEndpoint.Handle)
            .Accepts<WebhookEndpointChange>(ChangeWebhookEndpoint.MergePatch, "application/json")
            .WithName("ChangeWebhookEndpoint")
            .WithSummary("Modifica un destinatario di notifiche")
            .WithDescription(
                "Cambia solo i membri indicati (RFC 7396); identificativo e segreto restano. Al nuovo indirizzo vanno anche le consegne in attesa; "
                    + "i nuovi tipi valgono per gli eventi che seguono."
            );
        webhooks
            .MapDelete("/webhook-endpoints/{id}", DisableWebhookEndpoint.Handle)
            .WithName("DisableWebhookEndpoint")
            .WithSummary("Disattiva un destinatario di notifiche")
            .WithDescription(
                "Non riceve più nulla, neanche gli eventi in attesa; la sua registrazione resta e si può riattivare. Disattivarlo di nuovo non ha "
                    + "effetto."
            );
        webhooks
            .MapPost("/webhook-endpoints/{id}/pause", PauseWebhookEndpoint.Handle)
            .WithName("PauseWebhookEndpoint")
            .WithSummary("Mette in pausa un destinatario di notifiche")
            .WithDescription(
                "Entro un minuto non riceve più nulla; ciò che accade nel frattempo lo attende e gli è consegnato alla ripresa. Ciò che attende da più "
                    + "di 30 giorni, salvo altra durata dell'installazione, è abbandonato, e si recupera dopo la ripresa con StartWebhookRecovery. "
                    + "Ripeterla non ha effetto."
            );
        webhooks
            .MapPost("/webhook-endpoints/{id}/resumption", ResumeWebhookEndpoint.Handle)
            .WithName("ResumeWebhookEndpoint")
            .WithSummary("Riprende o riattiva un destinatario di notifiche")
            .WithDescription(
                "Dopo una pausa riceve subito ciò che lo attendeva. Se era disattivato riceve gli eventi da ora in poi, con lo stesso segreto; quelli "
                    + "persi si chiedono con StartWebhookRecovery. Ripeterla non ha effetto."
            );
        webhooks
            .MapPost("/webhook-endpoints/{id}/recoveries", StartWebhookRecovery.Handle)
            .WithName("StartWebhookRecovery")
            .WithSummary("Recupera gli eventi di un periodo")
            .WithDescription(
                "Gli eventi del periodo che il destinatario chiede ora gli sono consegnati di nuovo, con lo stesso webhook-id, anche se non gli erano mai "
                    + "stati inviati; con onlyFailed solo quelli la cui consegna è stata abbandonata. Il recupero procede da sé, dal più vecchio, finché "
                    + "le consegne in attesa del destinatario sono meno di 1.000: gli eventi nuovi non aspettano che finisca. Uno alla volta per "
                    + "destinatario."
            );
        webhooks
            .MapGet("/webhook-endpoints/{id}/recoveries", FindWebhookRecoveries.Handle)
            .WithName("FindWebhookRecoveries")
            .WithSummary("Elenca i recuperi di un destinatario")
            .WithDescription("Dal più recente, con gli eventi messi in consegna finora.");
        webhooks
            .MapGet("/webhook-endpoints/{id}/recoveries/{recoveryId}", FindWebhookRecoveries.HandleOne)
            .WithName("ReadWebhookRecovery")
            .WithSummary("Legge un recupero")
            .WithDescription("Stato ed eventi messi in consegna finora.");
        webhooks
            .MapPost("/webhook-endpoints/{id}/secret-rotations", RotateWebhookSecret.Handle)
            .WithName("RotateWebhookSecret")
            .WithSummary("Ruota il segreto di un destinatario")
            .WithDescription(
                "Il segreto nuovo è mostrato solo in questa risposta. Per le ore indicate ogni consegna porta due firme, prima quella del "
                    + "segreto nuovo e poi quella del precedente, per dare al ricevente il tempo di aggiornarsi. I segreti validi sono al più "
                    + "due: una seconda rotazione nel frattempo fa cessare subito il più vecchio."
            );
        webhooks
            .MapGet("/webhook-endpoints/{id}/statistics", ReadWebhookStatistics.Handle)
            .WithName("ReadWebhookStatistics")
            .WithSummary("Legge le misure di un destinatario")
            .WithDescription(
                "Consegne riuscite, abbandonate e in attesa, età della più vecchia in attesa; durata media e 95º percentile delle ultime "
                    + "10.000 consegne riuscite di ciascun periodo. I periodi contano gli eventi che vi sono accaduti."
            );
        webhooks
            .MapGet("/webhook-endpoints/{id}/deliveries", FindWebhookDeliveries.Handle)
            .WithName("FindWebhookDeliveries")
            .WithSummary("Elenca le consegne a un destinatario")
            .WithDescription("Dalla più recente, con l'esito dell'ultimo tentativo di ciascuna.");
        webhooks
            .MapGet("/webhook-endpoints/{id}/deliveries/{eventId}/attempts", FindWebhookAttempts.Handle)
            .WithName("FindWebhookAttempts")
            .WithSummary("Elenca i tentativi di una consegna")
            .WithDescription(
                "Dal più recente, con l'esito, la durata e il primo kilobyte della risposta di ciascuno. I tentativi non riusciti si conservano per "
                    + "30 giorni."
            );
        webhooks
            .MapPost("/webhook-endpoints/{id}/test-events", SendWebhookTestEvent.Handle)
            .WithName("SendWebhookTestEvent")
            .WithSummary("Invia un evento di prova a un destinatario")
            .WithDescription(
                "Un evento webhook-endpoint.test, firmato, consegnato e ripetuto come gli altri, arriva a questo destinatario soltanto, quali che "
                    + "siano i suoi tipi di evento. L'esito si legge tra le consegne."
            );
        webhooks
            .MapPost("/webhook-endpoints/{id}/deliveries/{eventId}/redelivery", RedeliverWebhook.Handle)
            .WithName("RedeliverWebhook")
            .WithSummary("Consegna di nuovo un evento")
            .WithDescription(
                "Lo stesso evento, con lo stesso webhook-id, riparte subito verso questo destinatario. Una consegna riuscita o abbandonata "
                    + "ricomincia, con altri dieci tentativi; di una in attesa si anticipa il prossimo."
            );
        webhooks
            .MapGet("/events", FindEvents.Handle)
            // A reader may wait for 20 seconds; each of its statements has a timeout.
            .DisableRequestTimeout()
            .WithName("FindEvents")
            .WithSummary("Elenca gli eventi")
            .WithDescription(
                "Per chi non può ricevere notifiche: gli stessi eventi, dal più vecchio; su SQL Server sono visibili dopo cinque secondi. "
                    + "Conservare resumeCursor e ripartire da lì, con gli stessi filtri: nessun evento va perso né si ripete. Con wait la "
                    + "risposta arriva appena c'è un evento, o vuota quando il tempo è trascorso. Attendono insieme al più 20 letture della stessa "
                    + "credenziale e 1000 in tutto: oltre, la risposta è 429 too-many-waits."
            );
    }
}
