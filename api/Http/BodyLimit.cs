using System.Buffers;
using Microsoft.AspNetCore.Http.Features;

namespace Lecce.Riscossione.Api.Http;

/// <summary>
/// Refuses a body that announces itself as too large, and then reads on for a while: a client that is still sending when the connection
/// closes would see a broken connection instead of the reason.
/// </summary>
internal static class BodyLimit
{
    /// <summary>No more is read of what is not wanted.</summary>
    public const long MostDiscardedBytes = 64 * 1024 * 1024;
    private static readonly TimeSpan MostPatience = TimeSpan.FromSeconds(10);

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

        // A client that asked first is waiting for leave to send, and now will not.
        if (context.Request.Headers.Expect.Count == 0)
        {
            limit.MaxRequestBodySize = MostDiscardedBytes;
            await Discard(context.Request.Body);
        }
    }

    private static async Task Discard(Stream body)
    {
        using var patience = new CancellationTokenSource(MostPatience);
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            while (await body.ReadAsync(buffer, patience.Token) > 0) { }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The answer is already out: how the rest of the body ends concerns nobody.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
