using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Kernel;
using Microsoft.Extensions.Primitives;

namespace Lecce.Riscossione.Api.Http;

/// <summary>Refuses requests whose path or query contains unfit text (<see cref="Texts"/>), before any look-up.</summary>
internal static class AddressText
{
    public static Task Check(HttpContext context, RequestDelegate next) =>
        context.GetEndpoint()?.Metadata.GetMetadata<RequiredScope>() is null || IsFit(context.Request)
            ? next(context)
            : throw new Refusal(
                Codes.MalformedRequest,
                "L'indirizzo contiene un carattere di controllo, nel percorso o in un parametro: toglierlo."
            );

    private static bool IsFit(HttpRequest request) =>
        Texts.AreFit(request.Path.Value) && (!request.QueryString.HasValue || request.Query.All(IsFit));

    private static bool IsFit(KeyValuePair<string, StringValues> parameter) =>
        Texts.AreFit(parameter.Key) && parameter.Value.All(value => Texts.AreFit(value));
}
