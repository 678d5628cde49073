using Lecce.Riscossione.Samples.Simulator.Node;

namespace Lecce.Riscossione.Samples.Simulator.Pages;

/// <summary>What a person types or scans to name a notice.</summary>
internal static class NoticeCode
{
    /// <summary>Reads a number of 18 digits, spaces allowed, or the text of a notice's QR; null when it is neither.</summary>
    /// <param name="written">The number, or <c>PAGOPA|002|number|creditor|cents</c>.</param>
    /// <param name="organization">The creditor, unless the QR names it.</param>
    public static Notice? Read(string written, string organization)
    {
        var text = written.Trim();
        var notice = text.Split('|') is ["PAGOPA", "002", var number, var creditor, _]
            ? new Notice(creditor, number)
            : new Notice(organization.Trim(), text.Replace(" ", "", StringComparison.Ordinal));
        return IsNoticeNumber(notice.Number) && IsOrganization(notice.Organization) ? notice : null;
    }

    public static bool IsNoticeNumber(string text) => text.Length == 18 && text.All(char.IsAsciiDigit);

    public static bool IsOrganization(string text) => text.Length == 11 && text.All(char.IsAsciiDigit);
}
