using System.Text;
using System.Text.Json.Nodes;
using Lecce.Riscossione.Api.Http;
using Microsoft.OpenApi;
using NodaTime;
using Swashbuckle.AspNetCore.Swagger;
using Swashbuckle.AspNetCore.SwaggerUI;

namespace Lecce.Riscossione.Api.Contract;

/// <summary>The published description of the API, and the page that shows it.</summary>
internal static class OpenApi
{
    /// <summary>The page of the library, on which operations can be tried.</summary>
    private const string TryPath = $"{DocumentationSite.Path}/try";

    public static void AddOpenApiDocument(this IServiceCollection services) =>
        services.AddSwaggerGen(options =>
        {
            options.SwaggerDoc("v1", Info());
            options.AddServer(Development());
            options.AddServer(Production());
            options.AddSecurityDefinition(
                OpenApiOperations.SecurityScheme,
                new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.Http,
                    Scheme = "bearer",
                    Description = "Chiave rilasciata da chi amministra l'ente, o token OAuth2 (JWT) di un emittente configurato.",
                }
            );
            options.MapType<LocalDate>(() => new OpenApiSchema { Type = JsonSchemaType.String, Format = "date" });
            options.MapType<Instant>(() => new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" });
            options.SupportNonNullableReferenceTypes();
            options.IncludeXmlComments(typeof(OpenApi).Assembly);
            options.SchemaFilter<OpenApiSchemas>();
            options.ParameterFilter<OpenApiParameters>();
            options.OperationFilter<OpenApiOperations>();
            options.OperationFilter<OpenApiExamples>();
            options.OperationFilter<OpenApiProblems>();
            options.DocumentFilter<OpenApiTags>();
            options.DocumentFilter<OpenApiValues>();
            options.DocumentFilter<OpenApiProblemCodes>();
        });

    public static void UseTryPage(this WebApplication app)
    {
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments(TryPath, StringComparison.Ordinal),
            page =>
            {
                page.Use(OnlyGet);
                page.Use(AllowOwnScripts);
                page.UseSwaggerUI(options =>
                {
                    options.RoutePrefix = TryPath.TrimStart('/');
                    options.DocumentTitle = "Riscossione: prova";
                    options.SwaggerEndpoint(PublicPaths.OpenApi, "Riscossione v1");
                    options.IndexStream = ItalianPage;
                });
            }
        );
    }

    /// <summary>The library answers GET only: other methods get 405 with Allow here, as at every other address.</summary>
    private static Task OnlyGet(HttpContext context, RequestDelegate next)
    {
        if (HttpMethods.IsGet(context.Request.Method))
        {
            return next(context);
        }

        context.Response.Headers.Allow = HttpMethods.Get;
        return Problems.Write(context, Problems.OfStatus(StatusCodes.Status405MethodNotAllowed));
    }

    /// <summary>The published description as JSON.</summary>
    public static Task<string> Write(IServiceProvider services) =>
        services.GetRequiredService<ISwaggerProvider>().GetSwagger("v1").SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_0);

    /// <summary>The page of the library, which says that it is English and does not fit a telephone.</summary>
    private static MemoryStream ItalianPage()
    {
        using var page = new StreamReader(
            typeof(SwaggerUIOptions).Assembly.GetManifestResourceStream("Swashbuckle.AspNetCore.SwaggerUI.index.html")
                ?? throw new InvalidOperationException("The documentation page of this version of the library has another name.")
        );
        var html = page.ReadToEnd()
            .Replace("<html lang=\"en\">", "<html lang=\"it\">", StringComparison.Ordinal)
            .Replace(
                "<meta charset=\"UTF-8\">",
                "<meta charset=\"UTF-8\">\n    <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">",
                StringComparison.Ordinal
            );
        return new MemoryStream(Encoding.UTF8.GetBytes(html));
    }

    /// <summary>The documentation page runs its own scripts and calls this API; nothing comes from elsewhere.</summary>
    private static Task AllowOwnScripts(HttpContext context, RequestDelegate next)
    {
        context.Response.Headers.ContentSecurityPolicy =
            "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";
        return next(context);
    }

    private static OpenApiServer Development() =>
        new()
        {
            Url = "http://localhost:5080",
            Description = "Sviluppo, sulla propria macchina",
            Extensions = new Dictionary<string, IOpenApiExtension>(StringComparer.Ordinal)
            {
                ["x-sandbox"] = new JsonNodeExtension(JsonValue.Create(true)),
            },
        };

    private static OpenApiServer Production() =>
        new()
        {
            Url = "https://{host}",
            Description = "Esercizio, all'indirizzo scelto dall'ente",
            Variables = new Dictionary<string, OpenApiServerVariable>(StringComparer.Ordinal)
            {
                ["host"] = new OpenApiServerVariable
                {
                    Default = "riscossione.comune.lecce.it",
                    Description = "Il nome con cui l'ente pubblica l'API.",
                },
            },
        };

    private static OpenApiInfo Info() =>
        new()
        {
            Title = "Riscossione",
            Version = "1.0.0",
            Description =
                "Uno strumento unico per la riscossione di tutte le entrate dell'ente, tributarie ed extratributarie: carico dei debiti, "
                + "avvisi, registrazione dei pagamenti da ogni canale. Importi in centesimi di euro; date in ISO 8601; errori in RFC 9457.",
            TermsOfService = new Uri($"{DocumentationSite.Path}/reference#condizioni", UriKind.Relative),
            Contact = new OpenApiContact
            {
                Name = "Comune di Lecce, Settore Sistemi Informativi",
                Url = new Uri("https://www.comune.lecce.it/"),
                Email = "protocollo@pec.comune.lecce.it",
            },
            License = new OpenApiLicense
            {
                Name = "EUPL-1.2",
                Url = new Uri("https://interoperable-europe.ec.europa.eu/collection/eupl/eupl-text-eupl-12"),
            },
            Extensions = new Dictionary<string, IOpenApiExtension>(StringComparer.Ordinal)
            {
                ["x-summary"] = new JsonNodeExtension(JsonValue.Create("Riscossione delle entrate comunali su ogni canale")),
                ["x-api-id"] = new JsonNodeExtension(JsonValue.Create("lecce-riscossione")),
            },
        };
}
