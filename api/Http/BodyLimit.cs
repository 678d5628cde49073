using System.Buffers;
using Microsoft.AspNetCore.Http.Features;

namespace Lecce.Riscossione.Api.Http;

/// <summary>
/// Refuses a body that is declared too large, then reads and discards it for a while. A client that is still sending when the connection closes
/// would see a broken connection instead of the reason.
/// </summary>
internal static class BodyLimit
{
    /// <summary>How much of a refused body is read.</summary>
    public const long MaxDiscardedBytes = 64 * 1024 * 1024;
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(10);

    public static async Task Check(HttpContext context, RequestDelegate next)
    {
        var limit = context.Features.Get<IHttpMaxRequestBodySizeFeature>();
        if (limit is null || !(context.Request.ContentLength > limit.MaxRequestBodySize))
        {
            await next(context);
            return;
        }

        await Problems.Write(context, Problems.OfStatus(StatusCodes.Status413PayloadTooLarge));
        await context.Response.CompleteAsync();

        // A client that sent Expect: 100-continue does not send the body.
        if (context.Request.Headers.Expect.Count == 0)
        {
            limit.MaxRequestBodySize = MaxDiscardedBytes;
            await Discard(context.Request.Body);
        }
    }

    private static async Task Discard(Stream body)
    {
        using var patience = new CancellationTokenSource(MaxWait);
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            while (await body.ReadAsync(buffer, patience.Token) > 0) { }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The response has been sent; the rest of the body is irrelevant.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
