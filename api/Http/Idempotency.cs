using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.Http;

/// <summary>Marks an operation whose handler uses <see cref="Once"/>: it honours <c>Idempotency-Key</c>.</summary>
internal sealed record ActsOnce;

/// <summary>
/// Lets a client repeat a POST whose response was lost: the same key with the same request gets the first response; with another request it is
/// refused.
/// </summary>
internal sealed class Idempotency(Db db, Secrets secrets, IServiceProvider services, IClock clock)
{
    public const string Header = "Idempotency-Key";
    public const int MaxKeyLength = 255;
    private const int RetryAfterSeconds = 1;

    private readonly byte[] sealingKey = secrets.Derive("idempotent-answers");
    private readonly ConcurrentDictionary<string, bool> atWork = new(StringComparer.Ordinal);

    /// <summary>The middleware. Runs after <see cref="Gate"/>, because keys belong to a client.</summary>
    public static Task Check(HttpContext context, RequestDelegate next) =>
        context.Request.Headers.ContainsKey(Header) && context.GetEndpoint()?.Metadata.GetMetadata<ActsOnce>() is not null
            ? context.RequestServices.GetRequiredService<Idempotency>().Answer(context, next)
            : next(context);

    private async Task Answer(HttpContext context, RequestDelegate next)
    {
        var request = await Describe(context);
        if (!atWork.TryAdd(request.Handle, true))
        {
            throw new Refusal(Codes.RequestInProgress, "Una richiesta con questa Idempotency-Key è in corso: attendere e ripetere.")
            {
                RetryAfterSeconds = RetryAfterSeconds,
            };
        }

        try
        {
            var kept = await db.Read(request.FindAnswer, context.RequestAborted) ?? await RunHandler(context, next, request);
            if (kept is not null)
            {
                await kept.Send(context);
            }
        }
        finally
        {
            atWork.TryRemove(request.Handle, out _);
        }
    }

    /// <summary>Runs the handler; returns null, or the response that another instance stored meanwhile.</summary>
    private static async Task<KeptAnswer?> RunHandler(HttpContext context, RequestDelegate next, IdempotentRequest request)
    {
        context.Features.Set(request);
        try
        {
            await next(context);
            return null;
        }
        catch (AlreadyAnswered already)
        {
            return already.Answer;
        }
    }

    private async Task<IdempotentRequest> Describe(HttpContext context)
    {
        var header = context.Request.Headers[Header];
        var key = header.ToString();
        if (header.Count != 1 || key.Length is 0 or > MaxKeyLength || !key.All(letter => letter is > ' ' and < '\x7f'))
        {
            throw new Refusal(
                Codes.IdempotencyKeyInvalid,
                $"Idempotency-Key contiene da 1 a {MaxKeyLength} caratteri ASCII senza spazi, per esempio un UUID."
            );
        }

        var client = context.Features.Get<Caller>()!.Actor;
        var operation = context.GetEndpoint()!.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName;
        return new IdempotentRequest($"{client}\n{operation}\n{key}", await HashOf(context.Request), sealingKey, services, clock);
    }

    /// <summary>Hashes the body, read within the operation's size limit, and rewinds it.</summary>
    private static async Task<byte[]> HashOf(HttpRequest request)
    {
        var body = new MemoryStream((int)Math.Min(request.ContentLength ?? 0, Limits.MaxBodyBytes));
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        body.Position = 0;
        request.Body = body;
        request.HttpContext.Response.RegisterForDispose(body);

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Path}\n{request.QueryString}\n"));
        hash.AppendData(body.GetBuffer().AsSpan(0, (int)body.Length));
        return hash.GetHashAndReset();
    }
}
