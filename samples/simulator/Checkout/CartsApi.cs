using System.Text.Json;
using Lecce.Riscossione.Samples.Simulator.Node;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Lecce.Riscossione.Samples.Simulator.Checkout;

/// <summary>The cart service that a creditor calls (Checkout, EC API, version 2).</summary>
internal static class CartsApi
{
    public static void MapCarts(this IEndpointRouteBuilder app) => app.MapPost("/checkout/ec/v2/carts", Post);

    private static async Task<IResult> Post(HttpRequest request, Carts carts, NodeMemory memory, SimulatorOptions options)
    {
        if (!SubscriptionKey.IsGiven(request, options))
        {
            return TypedResults.Json(
                new { statusCode = 401, message = "Access denied due to missing or invalid subscription key." },
                statusCode: 401
            );
        }

        var canned = carts.NextCanned();
        if (canned is not null)
        {
            await Task.Delay(canned.DelayMs, request.HttpContext.RequestAborted);
        }

        if (canned is { Status: not StatusCodes.Status302Found })
        {
            return Refuse(canned.Status);
        }

        if (await Read(request) is not { } cart)
        {
            return Refuse(StatusCodes.Status400BadRequest);
        }

        if (cart.PaymentNotices.DistinctBy(notice => notice.NoticeNumber, StringComparer.Ordinal).Count() < cart.PaymentNotices.Count)
        {
            return Problem(StatusCodes.Status422UnprocessableEntity, "Invalid payment info", "Duplicate payment notice values found.");
        }

        if (options.SingleNotice && cart.PaymentNotices.Count > 1)
        {
            return Problem(
                StatusCodes.Status422UnprocessableEntity,
                "Multiple payment notices not processable",
                "Too many payment notices, expected max one."
            );
        }

        if (cart.PaymentNotices.Any(notice => memory.IsTaken(notice.Key)))
        {
            return Refuse(StatusCodes.Status422UnprocessableEntity);
        }

        var opened = carts.Open(cart);
        return TypedResults.Redirect($"{request.Scheme}://{request.Host}/checkout/{opened.Id}");
    }

    private static async Task<CartRequest?> Read(HttpRequest request)
    {
        if (!request.HasJsonContentType())
        {
            return null;
        }

        try
        {
            using var body = await JsonDocument.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted);
            return ReadCart.From(body.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ProblemHttpResult Refuse(int status) =>
        status switch
        {
            StatusCodes.Status400BadRequest => Problem(status, "Request validation error", "The input request is invalid"),
            StatusCodes.Status422UnprocessableEntity => Problem(status, "Invalid payment info", "Invalid payment notice data"),
            StatusCodes.Status502BadGateway => Problem(status, "Bad gateway", "Payment creditor institution not reachable"),
            _ => Problem(status, "Internal server error", "There was an error processing the request"),
        };

    private static ProblemHttpResult Problem(int status, string title, string detail) =>
        TypedResults.Problem(detail, statusCode: status, title: title, type: "about:blank");
}
