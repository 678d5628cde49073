using System.Net;
using System.Text;
using Lecce.Riscossione.Api.Notices.Layout;
using Lecce.Riscossione.Api.Pdf;
using Lecce.Riscossione.Api.Sheets;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Host;
using Lecce.Riscossione.Tests.Pdf;

namespace Lecce.Riscossione.Tests.Notices;

/// <summary>The organization's settings on the printed notice.</summary>
public sealed class NoticeIssuerTests : IClassFixture<Town>, IAsyncLifetime
{
    private const string Organization = $"/v1/organizations/{Sample.Organization}";
    private readonly Town town;
    private HttpClient manager = new();
    private RiscossioneClient reader = null!;

    public NoticeIssuerTests(Town town) => this.town = town;

    public async Task InitializeAsync()
    {
        manager.Dispose();
        manager = town.Http(await town.Key(department: null, Api.Access.Scopes.OrganizationsRead, Api.Access.Scopes.OrganizationsWrite));
        reader = await town.Client(Town.TaxOffice, Scopes.NoticesRead);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [PdfToolsFact]
    public async Task Sector_contact_lines_and_cbill_code_stand_on_the_notice()
    {
        await Change(
            """{"name":"Comune di Prova","segregationCode":"47","sector":"Settore Entrate","contactLines":["Piazza 1","tel. 0832 1"],"cbillCode":"AB12C"}"""
        );

        var text = PdfTool.Text(await Notice());

        Assert.All(
            ["Comune di Prova", "Settore Entrate", "Piazza 1", "tel. 0832 1", "AB12C", "CBILL"],
            said => Assert.Contains(said, text)
        );
    }

    [PdfToolsFact]
    public async Task Without_a_sector_the_department_is_printed_and_without_a_cbill_code_none_is()
    {
        await Change("""{"name":"Comune di Prova","segregationCode":"47"}""");

        var text = PdfTool.Text(await Notice());

        Assert.Contains(Town.TaxOffice, text, StringComparison.Ordinal);
        Assert.DoesNotContain("Codice CBILL", text, StringComparison.Ordinal);
    }

    [PdfToolsFact]
    public async Task The_organization_s_second_language_is_printed_unless_the_request_names_another()
    {
        await Change("""{"name":"Comune di Prova","segregationCode":"47","secondLanguage":"de"}""");

        Assert.Contains("ZAHLUNGSMITTEILUNG", PdfTool.Text(await Notice()), StringComparison.Ordinal);
        Assert.Contains("PAYMENT NOTICE", PdfTool.Text(await Notice("en")), StringComparison.Ordinal);
        Assert.DoesNotContain("ZAHLUNGSMITTEILUNG", PdfTool.Text(await Notice("it")), StringComparison.Ordinal);
    }

    [PdfToolsFact]
    public async Task The_logo_stands_on_the_notice_with_words_for_it()
    {
        const string Content = """{"content":"{0}"}""";
        var png = Convert.ToBase64String(Pictures.Png(5, 4, 8, 6));
        await manager.PutText($"{Organization}/logo", Content.Replace("{0}", png, StringComparison.Ordinal)).Expect(HttpStatusCode.OK);

        var file = await Notice();

        Assert.Contains("/Subtype/Image/Width 5 /Height 4", Encoding.Latin1.GetString(file), StringComparison.Ordinal);
        PdfObjects.Of(file).AssertAccessible();
    }

    [Fact]
    public void Every_page_shows_the_logo_in_its_upper_right_corner_undistorted_and_no_larger_than_30_millimetres() =>
        Assert.All(
            from picture in new[] { Pictures.Png(60, 20, 8, 0), Pictures.Png(20, 60, 8, 0), Pictures.Png(50, 50, 8, 0) }
            from page in NoticeLayout.Of(new SampleNotice { Logo = picture, Installments = 3 }.Content)
            select Assert.Single(page.Leaves.OfType<PictureItem>()),
            logo =>
            {
                Assert.Equal((NoticeFrame.Right, Geometry.Pt(310)), (logo.Place.Right, logo.Place.Y));
                Assert.Equal(Geometry.Mm(300), Length.Max(logo.Place.Width, logo.Place.Height));
                var undistorted = logo.Place.Width.Times(logo.Image.Height, logo.Image.Width);
                Assert.InRange((logo.Place.Height - undistorted).Millipoints, 0, logo.Image.Height);
                Assert.Equal("Logo: Comune di Lecce", logo.Alternative);
            }
        );

    private Task Change(string settings) => manager.PutText(Organization, settings).Expect(HttpStatusCode.OK);

    private async Task<byte[]> Notice(string? language = null)
    {
        var document = await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document());
        using var file = await reader.PaymentDocuments.DownloadNoticeAsync(document.Id, language: language);
        using var memory = new MemoryStream();
        await file.Content.CopyToAsync(memory);
        return memory.ToArray();
    }
}
