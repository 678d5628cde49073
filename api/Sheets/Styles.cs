using Lecce.Riscossione.Api.Pdf;
using static Lecce.Riscossione.Api.Sheets.Geometry;

namespace Lecce.Riscossione.Api.Sheets;

/// <summary>The text styles of the model: sizes and leadings in tenths of a point.</summary>
internal static class Styles
{
    public static readonly Color BarGrey = Grey(235);
    public static readonly Color RuleGrey = Grey(190);
    public static readonly Color CutGrey = Grey(128);

    // 70 % black, which the annex requires for the authorization.
    private static readonly Color SoftBlack = Grey(77);

    public static readonly LineStyle Brand = Of(Typeface.Bold, 150, 170);
    public static readonly LineStyle Title = Of(Typeface.Bold, 105, 125);
    public static readonly LineStyle SecondTitle = Of(Typeface.Regular, 85, 100);
    public static readonly LineStyle Subject = Of(Typeface.Bold, 160, 190);
    public static readonly LineStyle Bar = Of(Typeface.Bold, 100, 115);
    public static readonly LineStyle BarSecond = Of(Typeface.Regular, 80, 95);
    public static readonly LineStyle BarNote = Of(Typeface.Regular, 77, 92);
    public static readonly LineStyle BarCode = Of(Typeface.MonoRegular, 84, 100);
    public static readonly LineStyle CellCode = Of(Typeface.MonoRegular, 75, 90);
    public static readonly LineStyle Name = Of(Typeface.Bold, 125, 148);
    public static readonly LineStyle Sector = Of(Typeface.Regular, 115, 136);
    public static readonly LineStyle Small = Of(Typeface.Regular, 84, 100);
    public static readonly LineStyle SmallSecond = Of(Typeface.Regular, 76, 90);
    public static readonly LineStyle Strong = Of(Typeface.Bold, 100, 118);
    public static readonly LineStyle StrongSecond = Of(Typeface.Bold, 84, 100);
    public static readonly LineStyle Invitation = Of(Typeface.Regular, 120, 142);
    public static readonly LineStyle InvitationSecond = Of(Typeface.Regular, 90, 107);
    public static readonly LineStyle FieldLabel = Of(Typeface.Regular, 78, 92);
    public static readonly LineStyle FieldSecond = Of(Typeface.Regular, 66, 78);
    public static readonly LineStyle FieldValue = Of(Typeface.Bold, 78, 92);
    public static readonly LineStyle Code = Of(Typeface.MonoBold, 105, 124);
    public static readonly LineStyle Amount = Of(Typeface.MonoBold, 125, 147);
    public static readonly LineStyle Authorization = Of(Typeface.Regular, 60, 70, SoftBlack);
    public static readonly LineStyle Mark = Of(Typeface.Bold, 150, 170, Color.White) with { Align = Align.Center };

    private static LineStyle Of(Typeface face, int size, int leading, Color color = default) =>
        new(new TextStyle(face, Pt(size), color), Pt(leading));

    private static Color Grey(byte light) => new(light, light, light);
}
