using Asp.Versioning;
using Lecce.Riscossione.Api;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.ApiKeys;
using Lecce.Riscossione.Api.BulkLoads;
using Lecce.Riscossione.Api.Channels.PagoPa;
using Lecce.Riscossione.Api.Checkouts;
using Lecce.Riscossione.Api.Contract;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.NoticeBatches;
using Lecce.Riscossione.Api.Notices;
using Lecce.Riscossione.Api.Operations;
using Lecce.Riscossione.Api.Organizations;
using Lecce.Riscossione.Api.PaymentDocuments;
using Lecce.Riscossione.Api.PaymentDocuments.Issue;
using Lecce.Riscossione.Api.Payments;
using Lecce.Riscossione.Api.Printouts;
using Lecce.Riscossione.Api.RevenueTypes;
using Lecce.Riscossione.Api.SpontaneousPayments;
using Lecce.Riscossione.Api.Timeline;
using Lecce.Riscossione.Api.Webhooks;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using NodaTime;

if (args is [ContractFiles.Verb, var document30, var document31, var collection])
{
    ContractFiles.Write(document30, document31, collection);
    return 0;
}

if (args is [EventWords.Verb, var published, var csharp, var typeScript, var guide])
{
    EventWords.Write(published, csharp, typeScript, guide);
    return 0;
}

if (args is [CSharpClient.Verb, var contract, var released, var folder])
{
    CSharpClient.Write(contract, released, folder);
    return 0;
}

if (args is [TypeScriptClient.Verb, var described, var former, var sources])
{
    TypeScriptClient.Write(described, former, sources);
    return 0;
}

DapperTypes.Register();
var misread = CommandLine.FindFault(args);
var builder = WebApplication.CreateBuilder(misread is null ? args : []);
if (misread is not null)
{
    return Start.Refuse([misread], builder.Environment);
}

string[] errors =
[
    .. Settings.ReadSecretFiles(builder.Configuration),
    .. RenamedSettings.Read(builder.Configuration),
    .. Settings.Errors(builder.Configuration, builder.Environment.IsDevelopment()),
];
var isCheck = args.Contains(Check.Verb, StringComparer.Ordinal);
if (errors.Length > 0)
{
    return isCheck ? Check.Refuse(errors, Console.Out) : Start.Refuse(errors, builder.Environment);
}

IHostApplicationLifetime? lifetime = null;
Logs.AddLogs(builder.Logging, builder.Environment, () => lifetime?.ApplicationStarted.IsCancellationRequested ?? false);
builder.WebHost.ConfigureKestrel(kestrel =>
{
    Limits.Apply(kestrel, builder.Configuration);
    OpenConnections.Watch(kestrel);
    // Of any issuer: NodeGate recognizes the Node's certificate by its thumbprint.
    kestrel.ConfigureHttpsDefaults(https =>
    {
        https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
        https.AllowAnyClientCertificate();
    });
});

var services = builder.Services;
services.AddSingleton<IClock>(new StoredClock(SystemClock.Instance));
services.AddSingleton<DataDirectory>();
services.AddSingleton(provider => DatabaseSetup.Choose(builder.Configuration, provider.GetRequiredService<DataDirectory>().Path));
services.AddSingleton<Db>();
services.AddSingleton<WriteProbe>();
services.AddSingleton(provider =>
    Secrets.Load(
        builder.Configuration,
        provider.GetRequiredService<DataDirectory>(),
        provider.GetRequiredService<Dialect>(),
        builder.Environment.IsDevelopment()
    )
);
services.AddSingleton(Console.Out);
services.AddSingleton<NoticeNumbers>();
services.AddSingleton<DevTokens>();
services.AddSingleton<TokenIssuers>();
services.AddSingleton<KeyUses>();
services.AddSingleton<FirstAdminKey>();
services.AddHostedService<Installation>();
Drain.AddDrain(services, builder.Configuration, builder.Environment);
services.AddTelemetry(builder.Configuration);
services.AddWebhooks(builder.Configuration, builder.Environment);
services.AddBulkLoads(builder.Configuration);
services.AddNoticeBatches();
services.AddPagoPa(builder.Configuration);
services.AddSingleton<OpenCart>(provider => provider.GetRequiredService<CheckoutCarts>().Open);
services.AddSingleton(provider => provider.GetRequiredService<BizEvents>().Source);
services.AddSingleton<OpenCheckout>();
services.AddSingleton<LookUpNotice>();
services.AddJobs();
services.AddHttpPolicies(builder.Configuration);
services.AddCors(builder.Configuration);
services.ConfigureHttpJsonOptions(options => Json.Configure(options.SerializerOptions));
services.Configure<Microsoft.AspNetCore.Mvc.JsonOptions>(options => Json.Configure(options.JsonSerializerOptions));
services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
services
    .AddApiVersioning(options => options.ApiVersionReader = new UrlSegmentApiVersionReader())
    .AddApiExplorer(options =>
    {
        options.GroupNameFormat = "'v'V";
        options.SubstituteApiVersionInUrl = true;
    });
services.AddOpenApiDocument();
services.ConfigureSwaggerGen(options => options.DocumentFilter<OpenApiTimeline>());

var app = builder.Build();
lifetime = app.Lifetime;
if (isCheck)
{
    return await new Check(app.Services, builder.Configuration, app.Environment, Console.Out).Run();
}

if (args.Contains(AdminKeyCommand.Verb, StringComparer.Ordinal))
{
    return await new AdminKeyCommand(app.Services, Console.Out, Console.Error).Run();
}

app.UseTrustedProxies(builder.Configuration);
app.Use(AnswerHeaders.Set);
app.Use(Logs.NameCaller);
app.Use(Drain.Announce);
if (!app.Environment.IsDevelopment())
{
    app.UseHsts();
}

app.UseCors(builder.Configuration);
app.UseExceptionHandler(_ => { });
app.UseStatusCodePages(Problems.WriteBareStatus);
app.UseMetrics();
app.UseTryPage();
app.UseRouting();
app.UseHttpPolicies();
app.MapContract();
app.MapDocumentation();
app.MapHealth();
app.MapPagoPa();
DevTokens.Map(app);

var v1 = app.NewVersionedApi().MapGroup("/v{version:apiVersion}").HasApiVersion(new ApiVersion(1)).WithPolicies();
v1.MapApiKeys();
v1.MapOrganizations();
v1.MapRevenueTypes();
v1.MapPaymentDocuments();
v1.MapBulkLoads();
v1.MapSpontaneousPayments();
v1.MapPayments();
v1.MapNotices();
v1.MapPrintouts();
v1.MapNoticeBatches();
v1.MapCheckouts();
v1.MapWebhooks();

return await Start.Run(app);
