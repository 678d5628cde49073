using System.ComponentModel.DataAnnotations;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments.Find;
using Lecce.Riscossione.Api.PaymentDocuments.Rows;
using Lecce.Riscossione.Api.PaymentDocuments.Rules;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Lecce.Riscossione.Api.PaymentDocuments.Change;

/// <summary>Sospensione di un documento di pagamento.</summary>
public sealed record SuspendPaymentDocumentRequest
{
    /// <summary>Perché si sospende: administrative, judicial, request, law.</summary>
    [MaxLength(20)]
    [ExtensibleEnum(SuspensionKind.Administrative, SuspensionKind.Judicial, SuspensionKind.Request, SuspensionKind.Law)]
    public required string Kind { get; init; }

    /// <summary>Primo giorno della sospensione (oggi se manca).</summary>
    public LocalDate? From { get; init; }

    /// <summary>Ultimo giorno della sospensione, che poi cessa da sola; se manca, dura fino alla ripresa.</summary>
    public LocalDate? Until { get; init; }

    /// <summary>Motivo (da 1 a 500 caratteri), conservato nell'iter. Non deve contenere dati personali.</summary>
    [MinLength(1), MaxLength(500)]
    public required string Reason { get; init; }

    /// <summary>Il provvedimento che la dispone.</summary>
    public AdministrativeOrder? Order { get; init; }

    /// <summary>Vero per sapere se la sospensione sarebbe ammessa, senza alcun effetto.</summary>
    public bool? DryRun { get; init; }
}

internal static class SuspendDocument
{
    /// <summary>
    /// Makes a document unpayable on some days. Its notice numbers remain; a bank that asks for one of them is told that it is suspended. One
    /// suspension at a time is open.
    /// </summary>
    public static Task<Results<Created<PaymentDocumentSuspension>, Ok<PaymentDocumentSuspension>>> Handle(
        string id,
        SuspendPaymentDocumentRequest request,
        ChangeDocument change
    )
    {
        var documentId = ReadDocument.ParseId(id);
        var validation = new Validation();
        var grounds = Grounds.Of(request.Reason, request.Order, validation);
        validation.Require(
            SuspensionKind.All.Contains(request.Kind, StringComparer.Ordinal),
            "/kind",
            "kind-unknown",
            $"Una sospensione è di questi tipi: {string.Join(", ", SuspensionKind.All)}."
        );
        DocumentPlan.RequireDate(request.From, "/from", validation);
        DocumentPlan.RequireDate(request.Until, "/until", validation);
        validation.ThrowIfAny();
        return change.Add(
            documentId,
            request.DryRun ?? false,
            (document, actor, now) => Suspend(document, request, grounds, actor, now),
            command => PaymentDocumentSuspension.Of(command, resumption: null)
        );
    }

    private static CommandRow Suspend(
        StoredDocument document,
        SuspendPaymentDocumentRequest request,
        Grounds grounds,
        string actor,
        Instant now
    )
    {
        var today = Rome.DateOf(now);
        var from = request.From ?? today;
        var validation = new Validation();
        validation.Require(
            !(request.Until < LocalDate.Max(from, today)),
            "/until",
            "dates-reversed",
            "L'ultimo giorno della sospensione è già passato, o viene prima del primo."
        );
        validation.ThrowIfAny();

        document.Step(DocumentEvent.Suspend, now);
        var row = document.Row;
        if (row.Suspended && !row.Suspension.HasEnded(today))
        {
            throw new Refusal(Codes.DocumentSuspended, "Il documento ha già una sospensione: farla cessare prima di disporne un'altra.");
        }

        var details = new SuspensionDetails(request.Kind, from, request.Until);
        var command = document.Command(CommandKind.Suspension, grounds, actor, now, StoredJson.Write(details));
        (row.Suspended, row.SuspensionOrdinal) = (true, command.Ordinal);
        (row.SuspendedFrom, row.SuspendedUntil) = (from, request.Until);
        var what = new DocumentSuspended(request.Kind, from, request.Until, grounds.Reason);
        document.Note(what, actor, now);
        document.Announce(what, now);
        return command;
    }
}
