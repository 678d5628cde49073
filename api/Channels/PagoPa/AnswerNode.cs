using System.Buffers;
using Lecce.Riscossione.Api.Data;
using NodaTime;

namespace Lecce.Riscossione.Api.Channels.PagoPa;

/// <summary>Answers the calls of the Node: reads the message, runs the operation, writes the answer or the fault.</summary>
internal sealed partial class AnswerNode(
    NodeGate gate,
    Db db,
    ReceiveReceipt receiver,
    DemandNotice demands,
    IClock clock,
    ILogger<AnswerNode> logger
)
{
    private const int MaxBytes = 256 * 1024;

    public async Task Answer(HttpContext context)
    {
        context.Response.ContentType = PaForNodeApi.ContentType;
        var answer = new ArrayBufferWriter<byte>(2048);
        var expected = NodeOperation.OfSoapAction(context.Request.Headers["SOAPAction"]);
        if (!gate.Admits(context))
        {
            PaForNodeWriter.SoapFault(answer, NodeStranger.Refuse(context, logger));
        }
        else if (await ReadBody(context.Request) is not { } message)
        {
            WriteSyntaxFault(answer, new NodeSyntaxError("Il messaggio supera 256 kB.") { Operation = expected });
        }
        else
        {
            var body = new NodeBody(message, context.Request.ContentType);
            await AnswerMessage(answer, body, expected, context.RequestAborted);
        }

        context.Response.ContentLength = answer.WrittenCount;
        await context.Response.Body.WriteAsync(answer.WrittenMemory, context.RequestAborted);
    }

    private async Task AnswerMessage(ArrayBufferWriter<byte> answer, NodeBody body, NodeOperation? expected, CancellationToken cancellation)
    {
        try
        {
            var request = PaForNodeReader.Read(body.Bytes, expected, body.ContentType);
            await AnswerRequest(answer, request, body, cancellation);
        }
        catch (NodeSyntaxError error)
        {
            WriteSyntaxFault(answer, error);
        }
    }

    private async Task AnswerRequest(ArrayBufferWriter<byte> answer, NodeRequest request, NodeBody body, CancellationToken cancellation)
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
                DatabaseAway(exception.GetType().Name, exception.HResult, request.Operation.Name);
            }
            else
            {
                Unforeseen(exception, request.Operation.Name);
            }

            answer.ResetWrittenCount();
            PaForNodeWriter.Fault(answer, request.Operation, PaaFault.System, request.To.IdPa);
        }
    }

    private static void WriteSyntaxFault(ArrayBufferWriter<byte> answer, NodeSyntaxError error)
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
    private partial void DatabaseAway(string failure, int code, string operation);

    [LoggerMessage(Level = LogLevel.Error, Message = "Unforeseen failure of {Operation}")]
    private partial void Unforeseen(Exception exception, string operation);
}
