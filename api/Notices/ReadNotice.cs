using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments.Find;
using Lecce.Riscossione.Api.PaymentDocuments.Rows;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Lecce.Riscossione.Api.Notices;

/// <summary>Returns the notice of a document in its present state. Reading changes nothing; only batches record what they printed.</summary>
internal static class ReadNotice
{
    public static async Task<FileContentHttpResult> Handle(
        string id,
        Caller caller,
        Db db,
        IClock clock,
        CancellationToken cancellation,
        int? installment = null,
        [ExtensibleEnum("it", "de", "en", "fr", "sl")] string? language = null
    )
    {
        var validation = new Validation();
        validation.Require(
            language is null or "it" || NoticeWords.SecondLanguages.Contains(language, StringComparer.Ordinal),
            "/language",
            "language-unknown",
            "Le lingue degli avvisi sono it, de, en, fr, sl."
        );
        validation.Require(installment is null or >= 1, "/installment", "out-of-range", "Le rate si contano da 1.");
        validation.ThrowIfAny();
        var documentId = ReadDocument.ParseId(id);
        var (document, issuer) = await db.Snapshot(
            async sql =>
            {
                var found = await DocumentStore.Load(sql, documentId, caller) ?? throw ReadDocument.NotFound();
                return (found, await NoticeIssuer.Find(sql, found.Row.OrganizationFiscalCode, found.Row.DepartmentId));
            },
            cancellation
        );
        var content = NoticeContent.Of(document, issuer, new NoticeWish(installment, language), clock.GetCurrentInstant());
        using var file = new MemoryStream();
        NoticeRenderer.Write(file, content);
        return TypedResults.File(file.ToArray(), "application/pdf", $"avviso-{content.Number}.pdf");
    }
}
