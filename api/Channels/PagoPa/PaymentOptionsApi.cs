using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments.Find;
using Lecce.Riscossione.Api.PaymentDocuments.Rows;
using Microsoft.AspNetCore.WebUtilities;
using NodaTime;

namespace Lecce.Riscossione.Api.Channels.PagoPa;

/// <summary>
/// Answers the Node with every way to pay the document of a notice. The answers are those of pagoPA's "Payment Options for Organizations" 0.7.0, not
/// problem documents: a status and code outside of its list counts as a failure of the creditor.
/// </summary>
internal static partial class PaymentOptionsApi
{
    /// <summary>The REST address to be registered for the station.</summary>
    public const string Base = "/pagopa";

    private const string Operation = "paymentOptions";
    private const int NoticeNumberLength = 18;

    public static void Map(IEndpointRouteBuilder app) =>
        app.MapPost($"{Base}/payment-options/organizations/{{organization}}/notices/{{noticeNumber}}", Answer).ExcludeFromDescription();

    private static async Task Answer(
        HttpContext context,
        string organization,
        string noticeNumber,
        NodeGate gate,
        Db db,
        IClock clock,
        ILogger<NodeGate> logger
    )
    {
        if (!gate.Admits(context))
        {
            var sentence = NodeStranger.Refuse(context, logger);
            await Write(context, context.Response.StatusCode, code: null, sentence, clock);
            return;
        }

        try
        {
            var answer = await Find(db, organization, noticeNumber, clock.GetCurrentInstant(), context.RequestAborted);
            NodeMeter.Count(Operation, "OK");
            await context.Response.WriteAsJsonAsync(answer, Json.Options, context.RequestAborted);
        }
        catch (OptionsRefusal refusal)
        {
            await Write(context, refusal.Fault, refusal.Message, clock);
        }
#pragma warning disable CA1031 // Whatever went wrong, the Node gets its error and asks again; what went wrong is logged.
        catch (Exception exception) when (exception is not OperationCanceledException && !context.Response.HasStarted)
#pragma warning restore CA1031
        {
            if (db.Dialect.IsOutage(exception))
            {
                DatabaseAway(logger, exception.GetType().Name, exception.HResult);
            }
            else
            {
                Unforeseen(logger, exception);
            }

            await Write(context, OptionsFault.System, "Errore interno: riprovare più tardi.", clock);
        }
    }

    /// <exception cref="OptionsRefusal">The notice is not one of ours, or not yet issued.</exception>
    private static async Task<PaymentOptionsAnswer> Find(
        Db db,
        string organization,
        string noticeNumber,
        Instant now,
        CancellationToken cancellation
    )
    {
        if (organization is not { Length: 11 } || !organization.All(char.IsAsciiDigit))
        {
            throw new OptionsRefusal(OptionsFault.Syntax, "Il codice fiscale dell'ente ha 11 cifre.");
        }

        if (noticeNumber is not { Length: NoticeNumberLength } || !noticeNumber.All(char.IsAsciiDigit))
        {
            throw new OptionsRefusal(OptionsFault.Syntax, "Il numero avviso ha 18 cifre.");
        }

        var (facts, document) = FiscalCode.TryParse(organization, out var creditor)
            ? await db.Snapshot(sql => Load(sql, creditor, noticeNumber), cancellation)
            : default;
        if (facts is null)
        {
            throw new OptionsRefusal(OptionsFault.WrongOrganization, "L'ente indicato non è gestito da questa stazione.");
        }

        return document?.Row.IssuedAt is null
            ? throw new OptionsRefusal(OptionsFault.Unknown, "L'avviso non risulta tra quelli dell'ente.")
            : PaymentOptionsAnswer.Of(document!, facts.OrganizationName, facts.DepartmentName, now);
    }

    private static async Task<(NoticeFacts? Facts, StoredDocument? Document)> Load(Sql sql, FiscalCode organization, string noticeNumber)
    {
        var facts = await FindNotice.One(sql, organization, noticeNumber);
        return (facts, facts?.DocumentId is { } id ? await DocumentStore.Load(sql, id, caller: null) : null);
    }

    private static Task Write(HttpContext context, OptionsFault fault, string sentence, IClock clock)
    {
        NodeMeter.Count(Operation, fault.Code);
        return Write(context, fault.Status, fault.Code, $"{fault.Name} {sentence}", clock);
    }

    private static Task Write(HttpContext context, int status, string? code, string message, IClock clock)
    {
        var now = Instant.FromUnixTimeMilliseconds(clock.GetCurrentInstant().ToUnixTimeMilliseconds());
        context.Response.StatusCode = status;
        // In the published example, dateTime is the timestamp in UTC, without its zone.
        return context.Response.WriteAsJsonAsync(
            new OptionsError(
                status,
                ReasonPhrases.GetReasonPhrase(status),
                code,
                message,
                now.ToUnixTimeMilliseconds(),
                now.InUtc().LocalDateTime
            ),
            Json.Options,
            context.RequestAborted
        );
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The database is away: {Failure} {Code} of payment options")]
    private static partial void DatabaseAway(ILogger logger, string failure, int code);

    [LoggerMessage(Level = LogLevel.Error, Message = "Unforeseen failure of payment options")]
    private static partial void Unforeseen(ILogger logger, Exception exception);

    private sealed record OptionsError(
        int HttpStatusCode,
        string HttpStatusDescription,
        string? AppErrorCode,
        string ErrorMessage,
        long Timestamp,
        LocalDateTime DateTime
    );

    /// <summary>An error of the published list that can occur here; its status and code belong together.</summary>
    private sealed record OptionsFault(int Status, string Code, string Name)
    {
        public static readonly OptionsFault Syntax = new(StatusCodes.Status400BadRequest, "ODP-101", "PAA_SINTASSI");
        public static readonly OptionsFault WrongOrganization = new(StatusCodes.Status400BadRequest, "ODP-104", "PAA_ID_DOMINIO_ERRATO");
        public static readonly OptionsFault Unknown = new(StatusCodes.Status404NotFound, "ODP-107", "PAA_PAGAMENTO_SCONOSCIUTO");
        public static readonly OptionsFault System = new(StatusCodes.Status500InternalServerError, "ODP-103", "PAA_SYSTEM_ERROR");
    }

    private sealed class OptionsRefusal(OptionsFault fault, string sentence) : Exception(sentence)
    {
        public OptionsFault Fault { get; } = fault;
    }
}
