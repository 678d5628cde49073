using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Lecce.Riscossione.Api.SpontaneousPayments;

/// <summary>Ciò che chi paga ha scritto nel modulo, per l'ufficio che deve dare seguito al pagamento.</summary>
public sealed record SubmittedForm
{
    /// <summary>Identificativo del pagamento spontaneo.</summary>
    [MaxLength(26)]
    public required string SpontaneousPaymentId { get; init; }

    /// <summary>Documento di pagamento.</summary>
    [MaxLength(26)]
    public required string DocumentId { get; init; }

    /// <summary>Codice del servizio.</summary>
    [MaxLength(40)]
    public required string Service { get; init; }

    /// <summary>I campi del modulo, per nome; assenti dopo che un pagamento non eseguito ha perso i dati personali.</summary>
    public JsonElement? Data { get; init; }

    /// <summary>Chi paga per conto del debitore, se è stato indicato.</summary>
    public SpontaneousPayer? Payer { get; init; }

    /// <summary>Istante della richiesta.</summary>
    public required Instant CreatedAt { get; init; }
}

internal static class ReadSubmittedForm
{
    public static async Task<Ok<SubmittedForm>> Handle(string id, Caller caller, Db db, CancellationToken cancellation)
    {
        var paymentId = Id.TryParse(id, out var parsed) ? parsed : throw ReadSpontaneousPayment.NotFound();
        var row =
            await db.Read(
                sql =>
                    sql.Row<FormRow>(
                        $"""
                        SELECT s.Id, s.DocumentId, t.Code AS Service, s.Data, s.Payer, s.CreatedAt
                          FROM SpontaneousPayments s
                         INNER JOIN RevenueTypes t     ON t.Id = s.RevenueTypeId
                         INNER JOIN PaymentDocuments d ON d.Id = s.DocumentId
                         WHERE s.Id = @paymentId
                           {Ownership.OfOfficeDocuments(caller, "d")}
                        """,
                        Ownership.Parameters(caller, new { paymentId })
                    ),
                cancellation
            ) ?? throw ReadSpontaneousPayment.NotFound();
        return TypedResults.Ok(
            new SubmittedForm
            {
                SpontaneousPaymentId = row.Id.Value,
                DocumentId = row.DocumentId.Value,
                Service = row.Service,
                Data = row.Data is null ? null : JsonSerializer.Deserialize<JsonElement>(row.Data),
                Payer = row.Payer is null ? null : JsonSerializer.Deserialize<SpontaneousPayer>(row.Payer, Json.Options),
                CreatedAt = row.CreatedAt,
            }
        );
    }

    private sealed record FormRow
    {
        public Id Id { get; init; }
        public Id DocumentId { get; init; }
        public string Service { get; init; } = "";
        public string? Data { get; init; }
        public string? Payer { get; init; }
        public Instant CreatedAt { get; init; }
    }
}
