using Lecce.Riscossione.Api.Http;
using Microsoft.AspNetCore.Mvc;

namespace Lecce.Riscossione.Api.Channels.PagoPa;

/// <summary>
/// The SOAP endpoint that the pagoPA Node calls (paForNode). Every answer to the Node is HTTP 200 with an outcome, never a page or a trace.
/// </summary>
internal static class PaForNodeApi
{
    /// <summary>The path of the endpoint, to be registered for the station.</summary>
    public const string Path = "/pagopa/paForNode";

    public const string ContentType = "text/xml; charset=utf-8";

    public static void AddPagoPa(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PagoPaOptions>().Bind(configuration.GetSection("Riscossione:PagoPa"));
        services.AddOptions<CheckoutOptions>().Bind(configuration.GetSection(CheckoutOptions.Section));
        services.AddOptions<BizEventsOptions>().Bind(configuration.GetSection(BizEventsOptions.Section));
        services.AddOptions<AcaOptions>().Bind(configuration.GetSection(AcaOptions.Section));
        services.AddSingleton<CheckoutCarts>();
        services.AddSingleton<BizEvents>();
        services.AddSingleton<ArchiveCalls>();
        services.AddSingleton<NodeGate>();
        services.AddSingleton<ReceiveReceipt>();
        services.AddSingleton<DemandNotice>();
        services.AddSingleton<AnswerNode>();
    }

    public static void MapPagoPa(this IEndpointRouteBuilder app)
    {
        var node = app.MapGroup(Path).ExcludeFromDescription();
        // The server also reads bodies that are too large, so that their sender gets a SOAP fault.
        node.MapPost("", (HttpContext context, AnswerNode calls) => calls.Answer(context))
            .WithMetadata(new RequestSizeLimitAttribute(BodyLimit.MaxDiscardedBytes));
        node.MapGet("", Describe);
        PaymentOptionsApi.Map(app);
    }

    /// <summary>Serves the contract: <c>?wsdl</c>, and the schema that it imports.</summary>
    private static IResult Describe(HttpRequest request) =>
        request.Query["xsd"] == Wsdl.SchemaName ? TypedResults.Text(Wsdl.Schema, ContentType)
        : request.Query.ContainsKey("wsdl")
            ? TypedResults.Text(Wsdl.Service($"{request.Scheme}://{request.Host}{request.PathBase}{request.Path}"), ContentType)
        : TypedResults.NotFound();
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
