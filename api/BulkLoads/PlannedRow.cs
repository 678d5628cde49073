using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments.Issue;
using Lecce.Riscossione.Api.PaymentDocuments.Rules;
using NodaTime;

namespace Lecce.Riscossione.Api.BulkLoads;

/// <summary>A unit of a load after everything that needs no database.</summary>
/// <param name="Line">The number of its first line.</param>
/// <param name="ExternalId">The document's key; null when it could not be read.</param>
/// <param name="Entry">What is to be stored; null when it was refused.</param>
/// <param name="Refusal">Why it was refused.</param>
internal sealed record PlannedRow(long Line, string? ExternalId, IssueEntry? Entry, Refusal? Refusal);

/// <summary>Plans the rows of a load as single requests are planned: the same checks, codes and pointers.</summary>
internal sealed partial class RowPlanner(BulkLoadRow load, Creditor creditor, Instant now, ILogger logger)
{
    private const int MaxReasonLength = 500;

    private readonly PlanContext context = creditor.Context(Rome.DateOf(now));

    public PlannedRow Plan(LoadUnit unit)
    {
        var externalId = unit.Key is null ? null : Shown(unit.Key);
        try
        {
            if (unit.Refusal is not null)
            {
                throw unit.Refusal;
            }

            if (unit.Rows is not [])
            {
                return new PlannedRow(unit.Line, externalId, EntryOfCsv(new CsvRequest(unit.Rows)), null);
            }

            var request = RowRequest.OfJson(unit.Json.Span, load.Action);
            externalId = Shown(request.ExternalId);
            return new PlannedRow(unit.Line, externalId, Entry(request), null);
        }
        catch (Refusal refusal)
        {
            return new PlannedRow(unit.Line, externalId ?? KeyOf(unit), null, refusal);
        }
#pragma warning disable CA1031 // An unforeseen failure of one row must not stop the others.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Unforeseen(failure, load.Id, unit.Line);
            return new PlannedRow(
                unit.Line,
                externalId ?? KeyOf(unit),
                null,
                new Refusal(Codes.InternalError, "Si è verificato un errore imprevisto su questa riga: segnalarla.")
            );
        }
    }

    private IssueEntry EntryOfCsv(CsvRequest csv)
    {
        var request = csv.Read(load.Action);
        try
        {
            return Entry(request);
        }
        catch (Refusal refusal)
        {
            throw csv.Located(refusal);
        }
    }

    private IssueEntry Entry(RowRequest request)
    {
        var reason = request.Reason?.Trim() ?? $"Caricamento {load.Id}";
        if (reason.Length is 0 or > MaxReasonLength || reason.Any(char.IsControl))
        {
            throw RowRequest.Invalid(
                "/reason",
                "text-invalid",
                $"Serve un testo da 1 a {MaxReasonLength} caratteri, senza caratteri di controllo."
            );
        }

        return request.Issue is { } issue
            ? new IssueEntry
            {
                ExternalId = request.ExternalId,
                New = Plan(issue),
                Replaces = request.Action == RowAction.Replace,
                Reason = reason,
            }
            : new IssueEntry { ExternalId = request.ExternalId, Reason = reason };
    }

    private NewDocument Plan(IssuePaymentDocumentRequest request)
    {
        if (request.Organization is not null && request.Organization != creditor.Tenant.Organization.Value)
        {
            throw new Refusal(Codes.OrganizationNotFound, "Tutte le righe di un caricamento riguardano un solo ente.");
        }

        if (request.Department is not null && request.Department != creditor.Department)
        {
            throw new Refusal(Codes.DepartmentNotFound, "Tutte le righe di un caricamento riguardano un solo ufficio.");
        }

        if (request.Draft is true)
        {
            throw RowRequest.Invalid("/draft", "draft-not-allowed", "Un caricamento emette: le bozze si inviano una alla volta.");
        }

        return NewDocument.Of(request, DocumentPlan.Of(request, context), creditor, now);
    }

    /// <summary>The key of a row that was refused before it was read whole.</summary>
    private static string? KeyOf(LoadUnit unit) => unit.Json.IsEmpty || RowRequest.KeyOf(unit.Json.Span) is not { } key ? null : Shown(key);

    /// <summary>A key is shown again only if it has the form of one.</summary>
    private static string? Shown(string externalId) =>
        externalId.Length is >= 1 and <= 100 && externalId.All(char.IsAscii) && !externalId.Any(char.IsControl) ? externalId : null;

    [LoggerMessage(Level = LogLevel.Error, Message = "Unforeseen failure of load {LoadId} at line {Line}")]
    private partial void Unforeseen(Exception failure, Id loadId, long line);
}
