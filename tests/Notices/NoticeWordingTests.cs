using Lecce.Riscossione.Api.Notices;
using Lecce.Riscossione.Api.Notices.Layout;
using Lecce.Riscossione.Api.Pdf;
using Lecce.Riscossione.Api.Sheets;

namespace Lecce.Riscossione.Tests.Notices;

/// <summary>The texts of a notice, in every language.</summary>
public sealed class NoticeWordingTests
{
    public static TheoryData<string> Languages => ["it", "de", "en", "fr", "sl"];

    [Theory]
    [MemberData(nameof(Languages))]
    public void One_installment_left_is_one_page_with_its_date_and_its_number(string language)
    {
        var notice = new SampleNotice
        {
            Whole = false,
            Installments = 3,
            PaidInstallments = 2,
            Language = language,
        };

        var page = Assert.Single(NoticeLayout.Of(notice.Content));

        var asked = Assert.Single(NoticeLayout.Of((notice with { OnlyInstallment = 3 }).Content));
        Assert.Equal(Codes(asked), Codes(page));
        var texts = Texts(page);
        Assert.Contains("16/04/2027", texts);
        Assert.Contains("Resta da pagare soltanto la *rata n. 3*.", texts);
        Assert.DoesNotContain(texts, text => text.Contains("1 rate", StringComparison.Ordinal) || text == NoticeWords.Italian.Plan);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Two_installments_left_are_a_plan(string language)
    {
        var notice = new SampleNotice
        {
            Whole = false,
            Installments = 3,
            PaidInstallments = 1,
            Language = language,
        };

        Assert.Equal(2, NoticeLayout.Of(notice.Content).Count);
    }

    [Theory]
    [InlineData("it", 5, "entro 5 giorni dalla notifica")]
    [InlineData("it", 1, "entro 1 giorno dalla notifica")]
    [InlineData("de", 5, "binnen 5 Tagen ab Zustellung")]
    [InlineData("fr", 5, "dans les 5 jours de la notification")]
    public void A_term_from_the_notification_is_printed_in_words_while_its_date_is_unknown(string language, int days, string words)
    {
        var fine = new SampleNotice
        {
            Reduced = true,
            WithinDays = days,
            Language = language,
        };

        var texts = Texts(NoticeLayout.Of(fine.Content)[0]);

        Assert.Contains(texts, text => text.StartsWith('*') && text.EndsWith($"* {words}", StringComparison.Ordinal));
        Assert.Contains(NoticeWords.Italian.FromNotification(days), texts);
        Assert.Single(texts, text => text == "16/12/2026");
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Without_a_cbill_code_a_notice_does_not_mention_cbill(string language)
    {
        foreach (var postal in new[] { false, true })
        {
            var notice = new SampleNotice
            {
                Language = language,
                Postal = postal,
                Installments = 3,
            };

            Assert.NotEmpty(SpeakingOfCbill(notice));
            Assert.Empty(SpeakingOfCbill(notice with { Cbill = null }));
        }
    }

    /// <summary>The cache of measured labels does not grow with free text or amounts.</summary>
    [Fact]
    public void Labels_with_a_value_do_not_grow_the_cache()
    {
        var width = Length.Mm(150);
        for (var cents = 0; cents < 20_000; cents++)
        {
            TextFitter.Label($"A rate: {cents} euro", Styles.Small, width, 1);
        }

        Assert.InRange(TextFitter.Remembered, 1, 4_096);
    }

    private static IEnumerable<string> SpeakingOfCbill(SampleNotice notice) =>
        from page in NoticeLayout.Of(notice.Content)
        from text in Texts(page)
        where text.Contains("CBILL", StringComparison.Ordinal)
        select text;

    private static IReadOnlyList<string> Codes(Page page) => [.. page.Leaves.OfType<CodeItem>().Select(code => code.Alternative)];

    private static IReadOnlyList<string> Texts(Page page) => [.. page.Leaves.OfType<TextItem>().Select(text => text.Source)];
}
