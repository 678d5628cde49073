using System.Text.Json;

namespace Lecce.Riscossione.Samples.Simulator.Archive;

/// <summary>The service that a creditor calls to feed the archive (ACA, "debt positions", version 1).</summary>
internal static class ArchiveApi
{
    public const string Path = "/aca/debt-positions-service/v1";
    private static readonly JsonSerializerOptions Json = new(SimulatorJson.Options)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public static void MapArchive(this IEndpointRouteBuilder app)
    {
        var organization = app.MapGroup($"{Path}/organizations/{{organization}}");
        organization.AddEndpointFilter(RequireKey);
        organization.MapPost(
            "/debtpositions",
            (string organization, bool? toPublish, HttpRequest request, NoticeArchive archive) =>
                WithPosition(request, position => archive.Create(organization, position, toPublish ?? false))
        );
        organization.MapPut(
            "/debtpositions/{iupd}",
            (string organization, string iupd, bool? toPublish, HttpRequest request, NoticeArchive archive) =>
                WithPosition(request, position => archive.Replace(organization, iupd, position, toPublish ?? false))
        );
        organization.MapGet(
            "/debtpositions/{iupd}",
            (string organization, string iupd, NoticeArchive archive) => ResultOf(archive.Read(organization, iupd))
        );
        organization.MapPost(
            "/debtpositions/{iupd}/invalidate",
            (string organization, string iupd, NoticeArchive archive) => ResultOf(archive.Invalidate(organization, iupd))
        );
        organization.MapPost(
            "/paymentoptions/paids/{nav}",
            (string organization, string nav, NoticeArchive archive) => ResultOf(archive.MarkPaid(organization, nav))
        );
    }

    private static async ValueTask<object?> RequireKey(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var options = context.HttpContext.RequestServices.GetRequiredService<SimulatorOptions>();
        return SubscriptionKey.IsGiven(context.HttpContext.Request, options) ? await next(context) : TypedResults.Unauthorized();
    }

    private static async Task<IResult> WithPosition(HttpRequest request, Func<ArchivePosition, ArchiveAnswer> use)
    {
        try
        {
            var position = await JsonSerializer.DeserializeAsync<ArchivePosition>(request.Body, Json, request.HttpContext.RequestAborted);
            return position is null ? Problem(StatusCodes.Status400BadRequest, "no position") : ResultOf(use(position));
        }
        catch (JsonException)
        {
            return Problem(StatusCodes.Status400BadRequest, "malformed");
        }
    }

    private static IResult ResultOf(ArchiveAnswer answer) =>
        answer.Position is { } position
            ? TypedResults.Json(BodyOf(position), SimulatorJson.Options, statusCode: answer.Status)
            : Problem(answer.Status, answer.Detail);

    private static IResult Problem(int status, string detail) => TypedResults.Problem(detail, statusCode: status, title: "ACA");

    /// <summary>As <c>PaymentPositionModelBaseResponse</c>: without the debtor.</summary>
    private static object BodyOf(ArchivedPosition archived) =>
        new
        {
            archived.Position.Iupd,
            OrganizationFiscalCode = archived.Organization,
            archived.Position.Type,
            archived.Position.CompanyName,
            archived.Position.OfficeName,
            archived.Position.ValidityDate,
            archived.Status,
            PaymentOption = archived.Position.PaymentOption.Select(option => new
            {
                option.Nav,
                option.Iuv,
                option.Amount,
                option.Description,
                option.IsPartialPayment,
                option.DueDate,
                Status = archived.Paid.Contains(option.Nav) ? "PO_PAID" : "PO_UNPAID",
                option.Transfer,
            }),
        };
}
