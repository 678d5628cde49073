using Lecce.Riscossione.Api.Pdf;

namespace Lecce.Riscossione.Api.Sheets;

/// <summary>Units of length for layouts.</summary>
internal static class Geometry
{
    public static readonly Length PageWidth = PageSize.A4.Width;
    public static readonly Length PageHeight = PageSize.A4.Height;

    /// <summary>Tenths of a point.</summary>
    public static Length Pt(int tenths) => new(tenths * 100);

    /// <summary>Tenths of a millimetre; an inch has 72 points and 25.4 millimetres.</summary>
    public static Length Mm(int tenths) => new((int)(tenths * 7_200_000L / 25_400));
}
