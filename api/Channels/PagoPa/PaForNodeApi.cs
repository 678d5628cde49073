using System.Buffers;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace Lecce.Riscossione.Api.Channels.PagoPa;

/// <summary>
/// The SOAP endpoint that the pagoPA Node calls (paForNode). Every answer to the Node is HTTP 200 with an outcome, never a page or a trace.
/// </summary>
internal static partial class PaForNodeApi
{
    /// <summary>The path of the endpoint, to be registered for the station.</summary>
    public const string Path = "/pagopa/paForNode";

    private const int MaxBytes = 256 * 1024;
    private const string ContentType = "text/xml; charset=utf-8";

    public static void AddPagoPa(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PagoPaOptions>().Bind(configuration.GetSection("Riscossione:PagoPa"));
        services.AddOptions<CheckoutOptions>().Bind(configuration.GetSection(CheckoutOptions.Section));
        services.AddSingleton<CheckoutCarts>();
        services.AddSingleton<NodeGate>();
        services.AddSingleton<ReceiveReceipt>();
        services.AddSingleton<DemandNotice>();
    }

    public static void MapPagoPa(this IEndpointRouteBuilder app)
    {
        var node = app.MapGroup(Path).ExcludeFromDescription();
        // The server also reads bodies that are too large, so that their sender gets a SOAP fault.
        node.MapPost("", Answer).WithMetadata(new RequestSizeLimitAttribute(BodyLimit.MaxDiscardedBytes));
        node.MapGet("", Describe);
        PaymentOptionsApi.Map(app);
    }

    /// <summary>Serves the contract: <c>?wsdl</c>, and the schema that it imports.</summary>
    private static IResult Describe(HttpRequest request) =>
        request.Query["xsd"] == Wsdl.SchemaName ? TypedResults.Text(Wsdl.Schema, ContentType)
        : request.Query.ContainsKey("wsdl")
            ? TypedResults.Text(Wsdl.Service($"{request.Scheme}://{request.Host}{request.PathBase}{request.Path}"), ContentType)
        : TypedResults.NotFound();

    private static async Task Answer(
        HttpContext context,
        NodeGate gate,
        Db db,
        ReceiveReceipt receiver,
        DemandNotice demands,
        IClock clock,
        ILogger<NodeGate> logger
    )
    {
        context.Response.ContentType = ContentType;
        var answer = new ArrayBufferWriter<byte>(2048);
        var expected = NodeOperation.OfSoapAction(context.Request.Headers["SOAPAction"]);
        if (!gate.Admits(context))
        {
            PaForNodeWriter.SoapFault(answer, NodeStranger.Refuse(context, logger));
        }
        else if (await ReadBody(context.Request) is not { } message)
        {
            Refuse(answer, new NodeSyntaxError("Il messaggio supera 256 kB.") { Operation = expected });
        }
        else
        {
            var body = new NodeBody(message, context.Request.ContentType);
            await AnswerMessage(answer, body, expected, db, receiver, demands, clock, logger, context.RequestAborted);
        }

        context.Response.ContentLength = answer.WrittenCount;
        await context.Response.Body.WriteAsync(answer.WrittenMemory, context.RequestAborted);
    }

    private static async Task AnswerMessage(
        ArrayBufferWriter<byte> answer,
        NodeBody body,
        NodeOperation? expected,
        Db db,
        ReceiveReceipt receiver,
        DemandNotice demands,
        IClock clock,
        ILogger logger,
        CancellationToken cancellation
    )
    {
        try
        {
            var request = PaForNodeReader.Read(body.Bytes, expected, body.ContentType);
            await AnswerRequest(answer, request, body, db, receiver, demands, clock, logger, cancellation);
        }
        catch (NodeSyntaxError error)
        {
            Refuse(answer, error);
        }
    }

    private static async Task AnswerRequest(
        ArrayBufferWriter<byte> answer,
        NodeRequest request,
        NodeBody body,
        Db db,
        ReceiveReceipt receiver,
        DemandNotice demands,
        IClock clock,
        ILogger logger,
        CancellationToken cancellation
    )
    {
        try
        {
            var now = clock.GetCurrentInstant();
            switch (request)
            {
                case VerifyRequest verify:
                    PaForNodeWriter.Verify(answer, await AnswerNotice.Verify(db, verify, now, cancellation));
                    break;
                case GetPaymentRequest get:
                    PaForNodeWriter.Payment(answer, get.Operation, await AnswerNotice.Payment(db, get, now, cancellation));
                    break;
                case ReceiptRequest receipt:
                    await receiver.Handle(receipt, body, cancellation);
                    PaForNodeWriter.ReceiptAccepted(answer, receipt.Operation);
                    break;
                case DemandNoticeRequest demand:
                    PaForNodeWriter.Demand(answer, await demands.Answer(demand, now, cancellation));
                    break;
                default:
                    throw new InvalidOperationException($"{request.Operation.Name} has no handler.");
            }

            NodeMeter.Count(request.Operation, fault: null);
        }
        catch (NodeRefusal refusal)
        {
            NodeMeter.Count(request.Operation, refusal.Fault);
            PaForNodeWriter.Fault(answer, request.Operation, refusal.Fault, request.To.IdPa, refusal.Message);
        }
#pragma warning disable CA1031 // The Node gets a fault and asks again; the failure is logged.
        catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
        {
            NodeMeter.Count(request.Operation, PaaFault.System);
            if (db.Dialect.IsOutage(exception))
            {
                DatabaseAway(logger, exception.GetType().Name, exception.HResult, request.Operation.Name);
            }
            else
            {
                Unforeseen(logger, exception, request.Operation.Name);
            }

            answer.ResetWrittenCount();
            PaForNodeWriter.Fault(answer, request.Operation, PaaFault.System, request.To.IdPa);
        }
    }

    private static void Refuse(ArrayBufferWriter<byte> answer, NodeSyntaxError error)
    {
        NodeMeter.Count(error.Operation, PaaFault.Syntax);
        if (error.Operation is { } operation)
        {
            PaForNodeWriter.Fault(answer, operation, PaaFault.Syntax, error.IdPa ?? "-", error.Message);
        }
        else
        {
            PaForNodeWriter.SoapFault(answer, error.Message);
        }
    }

    /// <summary>The whole body, or null when it is larger than any message of the Node.</summary>
    private static async Task<byte[]?> ReadBody(HttpRequest request)
    {
        if (request.ContentLength > MaxBytes)
        {
            return null;
        }

        using var body = new MemoryStream((int)(request.ContentLength ?? 4096));
        var buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            int read;
            while ((read = await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted)) > 0)
            {
                if (body.Length + read > MaxBytes)
                {
                    return null;
                }

                body.Write(buffer, 0, read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return body.ToArray();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The database is away: {Failure} {Code} of {Operation}")]
    private static partial void DatabaseAway(ILogger logger, string failure, int code, string operation);

    [LoggerMessage(Level = LogLevel.Error, Message = "Unforeseen failure of {Operation}")]
    private static partial void Unforeseen(ILogger logger, Exception exception, string operation);
}

/// <summary>The bytes of a message of the Node.</summary>
internal readonly record struct NodeBody(byte[] Bytes, string? ContentType);

/// <summary>A KO for the Node. The message is Italian, without personal data.</summary>
internal sealed class NodeRefusal(PaaFault fault, string description) : Exception(description)
{
    /// <summary>The reason in the Node's vocabulary.</summary>
    public PaaFault Fault { get; } = fault;

    /// <summary>The refusal of a creditor that is not in this installation.</summary>
    public static NodeRefusal NotOurs() => new(PaaFault.WrongOrganization, "L'ente indicato non è gestito da questa stazione.");
}
