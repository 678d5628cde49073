using System.ComponentModel.DataAnnotations;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Lecce.Riscossione.Api.ApiKeys;

/// <summary>Rotazione di una chiave.</summary>
/// <param name="PreviousValidUntil">
/// Istante fino al quale vale anche il segreto precedente, al più 90 giorni da adesso; se manca, 24 ore da adesso.
/// </param>
public sealed record NewApiKeyRotation(Instant? PreviousValidUntil = null);

/// <summary>Chiave con il segreto nuovo.</summary>
/// <param name="Id">Identificativo della chiave, che non cambia.</param>
/// <param name="Key">La chiave intera con il segreto nuovo, mostrata solo in questa risposta.</param>
/// <param name="Prefix">Parte non segreta della chiave nuova, dopo <c>rk_</c>.</param>
/// <param name="PreviousValidUntil">Istante fino al quale vale anche il segreto precedente.</param>
/// <param name="RevenueTypes">Codici dei tipi di entrata ai quali la chiave resta limitata; assente se vale per tutti.</param>
public sealed record RotatedApiKey(
    [property: MaxLength(26)] string Id,
    [property: MaxLength(59)] string Key,
    [property: MaxLength(12)] string Prefix,
    Instant PreviousValidUntil,
    [property: MaxLength(RevenueTypeLimit.MaxTypes)] IReadOnlyList<string>? RevenueTypes = null
);

internal static class RotateApiKey
{
    private static readonly Duration UsualOverlap = Duration.FromHours(24);
    private static readonly Duration MaxOverlap = Duration.FromDays(90);

    public static async Task<Created<RotatedApiKey>> Handle(
        string id,
        NewApiKeyRotation request,
        Caller caller,
        Once once,
        IClock clock,
        CancellationToken cancellation
    )
    {
        if (!Id.TryParse(id, out var keyId))
        {
            throw RevokeApiKey.NotFound();
        }

        var now = clock.GetCurrentInstant();
        var until = request.PreviousValidUntil ?? now + UsualOverlap;
        var validation = new Validation();
        validation.Require(
            until >= now && until <= now + MaxOverlap,
            "/previousValidUntil",
            "out-of-range",
            "Serve un istante tra adesso e 90 giorni da adesso."
        );
        validation.ThrowIfAny();
        var (key, prefix) = ApiKeySecret.New();
        var hash = ApiKeySecret.Hash(key);
        return await once.Transact(
            async sql =>
            {
                await Rotate(sql, keyId, caller, new NewSecret(prefix, hash, until), now);
                var rotated = await RevokeApiKey.Find(sql, keyId, caller) ?? throw RevokeApiKey.NotFound();
                return TypedResults.Created($"/v1/api-keys/{id}", new RotatedApiKey(id, key, prefix, until, rotated.RevenueTypes));
            },
            cancellation
        );
    }

    private static async Task Rotate(Sql sql, Id id, Caller caller, NewSecret secret, Instant now)
    {
        if (secret.Until < now + AdminKeys.MinOverlap && await RevokeApiKey.Find(sql, id, caller) is { } existing)
        {
            await AdminKeys.RequireAnother(sql, existing, now);
        }

        var rotated = await sql.Execute(
            $"""
            UPDATE ApiKeys
               SET PreviousSecretHash = SecretHash, PreviousValidUntil = @Until, SecretHash = @Hash, Prefix = @Prefix, Version = Version + 1
             WHERE Id = @id AND RevokedAt IS NULL AND (ExpiresAt IS NULL OR ExpiresAt > @now)
               {Ownership.Of(caller, "ApiKeys")}
            """,
            Ownership.Parameters(
                caller,
                new
                {
                    id,
                    now,
                    secret.Prefix,
                    secret.Hash,
                    secret.Until,
                }
            )
        );
        if (rotated == 0)
        {
            throw await RevokeApiKey.Find(sql, id, caller) is null ? RevokeApiKey.NotFound() : Ended();
        }
    }

    public static Refusal Ended() => new(Codes.ApiKeyEnded, "La chiave è scaduta o revocata: rilasciarne un'altra.");

    private sealed record NewSecret(string Prefix, byte[] Hash, Instant Until);
}
