using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Work;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Lecce.Riscossione.Api.Webhooks;

/// <summary>Richiesta di recuperare gli eventi di un periodo.</summary>
/// <param name="Since">Istante dal quale, compreso, gli eventi si recuperano; non nel futuro.</param>
/// <param name="Until">Istante fino al quale, escluso, gli eventi si recuperano; se manca, quello della richiesta.</param>
/// <param name="OnlyFailed">Vero per recuperare solo ciò la cui consegna è stata abbandonata; se manca, falso: tutti gli eventi del periodo.</param>
public sealed record NewWebhookRecovery(Instant Since, Instant? Until = null, bool? OnlyFailed = null);

internal static class StartWebhookRecovery
{
    public static async Task<Accepted<WebhookRecovery>> Handle(
        string id,
        NewWebhookRecovery request,
        Caller caller,
        Once once,
        Signal<RecoverWebhooks> signal,
        IClock clock,
        CancellationToken cancellation
    )
    {
        var endpointId = WebhookEndpoint.IdOf(id);
        var now = clock.GetCurrentInstant();
        var until = Check(request, now);
        var answer = await once.Transact(
            async sql =>
            {
                _ = await WebhookEndpoint.GetEnabled(sql, endpointId, caller);
                await RequireNoneRuns(sql, endpointId);
                var recoveryId = Kernel.Id.New(now);
                await sql.Execute(
                    """
                    INSERT INTO WebhookRecoveries (Id, EndpointId, Since, Until, OnlyFailed, State, LastEventId, Events, CreatedAt)
                    VALUES (@recoveryId, @endpointId, @Since, @until, @onlyFailed, 'running', @before, 0, @now)
                    """,
                    new
                    {
                        recoveryId,
                        endpointId,
                        request.Since,
                        until,
                        onlyFailed = request.OnlyFailed ?? false,
                        before = Kernel.Id.FirstAt(request.Since),
                        now,
                    }
                );
                return TypedResults.Accepted(
                    $"/v1/webhook-endpoints/{endpointId}/recoveries/{recoveryId}",
                    await WebhookRecovery.Get(sql, endpointId, recoveryId.Value, caller)
                );
            },
            cancellation
        );
        signal.Raise();
        return answer;
    }

    /// <summary>Checks the range; returns its end.</summary>
    private static Instant Check(NewWebhookRecovery request, Instant now)
    {
        var until = request.Until is { } asked && asked < now ? asked : now;
        var validation = new Validation();
        validation.Require(
            request.Since < until,
            "/since",
            "range-empty",
            "L'inizio del periodo precede la sua fine, e non è nel futuro: correggere since o until."
        );
        validation.ThrowIfAny();
        return until;
    }

    /// <summary>The unique index refuses the second of two requests at the same moment, whose transaction runs again and is refused here.</summary>
    private static async Task RequireNoneRuns(Sql sql, Id endpointId)
    {
        var running = await sql.Value<string>(
            "SELECT Id FROM WebhookRecoveries WHERE EndpointId = @endpointId AND State = 'running'",
            new { endpointId }
        );
        if (running is not null)
        {
            throw new Refusal(
                Codes.WebhookRecoveryRunning,
                $"Un recupero di questo destinatario è già in corso ({running}): attendere che si concluda, poi ripetere la richiesta."
            );
        }
    }
}
