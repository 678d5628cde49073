using System.ComponentModel.DataAnnotations;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Lecce.Riscossione.Api.Webhooks;

/// <summary>Rotazione del segreto di un destinatario.</summary>
/// <param name="OverlapHours">
/// Ore, da 0 a 168, per le quali le consegne sono firmate anche con il segreto precedente; se manca, 24. Con 0 il segreto precedente cessa subito.
/// </param>
public sealed record NewWebhookSecretRotation([property: Range(0, RotateWebhookSecret.MaxOverlapHours)] int? OverlapHours = null);

/// <summary>Destinatario con il segreto nuovo.</summary>
/// <param name="Id">Identificativo del destinatario, che non cambia.</param>
/// <param name="Secret">Segreto nuovo, <c>whsec_</c> e 32 byte in base64; mostrato solo in questa risposta.</param>
/// <param name="PreviousValidUntil">Istante fino al quale le consegne sono firmate anche con il segreto precedente.</param>
public sealed record RotatedWebhookSecret(
    [property: MaxLength(26)] string Id,
    [property: MaxLength(50)] string Secret,
    Instant PreviousValidUntil
);

internal static class RotateWebhookSecret
{
    public const int MaxOverlapHours = 168;
    private const int UsualOverlapHours = 24;

    public static async Task<Created<RotatedWebhookSecret>> Handle(
        string id,
        NewWebhookSecretRotation request,
        Caller caller,
        Once once,
        EndpointSecrets secrets,
        IClock clock,
        CancellationToken cancellation
    )
    {
        var endpointId = WebhookEndpoint.IdOf(id);
        var hours = request.OverlapHours ?? UsualOverlapHours;
        var validation = new Validation();
        validation.Require(
            hours is >= 0 and <= MaxOverlapHours,
            "/overlapHours",
            "out-of-range",
            $"Le ore di sovrapposizione vanno da 0 a {MaxOverlapHours}."
        );
        validation.ThrowIfAny();
        var now = clock.GetCurrentInstant();
        var until = now + Duration.FromHours(hours);
        var secret = EndpointSecrets.New();
        return await once.Transact(
            async sql =>
            {
                _ = await WebhookEndpoint.GetEnabled(sql, endpointId, caller);
                // SQL reads the row as it was before the update, so a second rotation drops the oldest secret.
                var rotated = await sql.Execute(
                    $"""
                    UPDATE WebhookEndpoints
                       SET PreviousProtectedSecret = ProtectedSecret, PreviousValidUntil = @until, ProtectedSecret = @protectedSecret,
                           UpdatedAt = @now, Version = Version + 1
                     WHERE Id = @endpointId
                       AND Enabled = 1
                       {Ownership.Of(caller, "WebhookEndpoints")}
                    """,
                    Ownership.Parameters(
                        caller,
                        new
                        {
                            endpointId,
                            until,
                            protectedSecret = secrets.Protect(endpointId, secret),
                            now,
                        }
                    )
                );
                return rotated == 1
                    ? TypedResults.Created(
                        $"/v1/webhook-endpoints/{id}",
                        new RotatedWebhookSecret(endpointId.Value, EndpointSecrets.ToText(secret), until)
                    )
                    : throw new ConcurrentChange();
            },
            cancellation
        );
    }
}
