using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments.Rows;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Lecce.Riscossione.Api.PaymentDocuments.Find;

internal static class ReadDocument
{
    /// <summary>Gives one document as it stands now.</summary>
    public static async Task<Ok<PaymentDocument>> Handle(string id, Caller caller, Db db, IClock clock, CancellationToken cancellation)
    {
        var documentId = ParseId(id);
        return TypedResults.Ok(await db.Snapshot(sql => Whole(sql, documentId, caller, clock.GetCurrentInstant()), cancellation));
    }

    /// <summary>The id in a path; a malformed one is an unknown document.</summary>
    public static Id ParseId(string text) => Id.TryParse(text, out var id) ? id : throw NotFound();

    /// <summary>The published form of a document.</summary>
    /// <exception cref="Refusal"><see cref="Codes.DocumentNotFound"/>.</exception>
    public static async Task<PaymentDocument> Whole(Sql sql, Id id, Caller? caller, Instant now)
    {
        var stored = await DocumentStore.Load(sql, id, caller) ?? throw NotFound();
        var coObligors = await sql.Rows<CoObligorRow>("SELECT * FROM CoObligors WHERE DocumentId = @id ORDER BY Ordinal", new { id });
        var department = await sql.Value<string>("SELECT Code FROM Departments WHERE Id = @DepartmentId", new { stored.Row.DepartmentId });
        return PaymentDocument.Of(stored, department!, coObligors, now);
    }

    public static Refusal NotFound() =>
        new(Codes.DocumentNotFound, "Il documento non esiste o non è visibile con questa chiave: verificare l'identificativo.");
}
