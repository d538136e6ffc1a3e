namespace RingCx.Client.Tests;

public class PhoneNumberTests
{
    [Theory]
    [InlineData("+15554150123", "+15554150123")]
    [InlineData("5554150123", "5554150123")]
    [InlineData("(555) 415-0123", "5554150123")]
    [InlineData("+1 555 415 0123", "+15554150123")]
    [InlineData("555.415.0123", "5554150123")]
    [InlineData(" +1 (555) 415-0123\t", "+15554150123")]
    [InlineData("(+1) 555-415-0123", "+15554150123")]
    [InlineData("[555] 415-0123", "5554150123")]
    [InlineData("+1\u00A0555\u00A0415\u00A00123", "+15554150123")]
    [InlineData("+1\u202F555\u2009415\u30000123", "+15554150123")]
    [InlineData("555\u2010415\u20110123", "5554150123")]
    [InlineData("555\u2013415\u20140123", "5554150123")]
    [InlineData("555\u2212415\u00AD0123", "5554150123")]
    [InlineData("\u202A+15554150123\u202C", "+15554150123")]
    [InlineData("\u200E5554150123\u200B", "5554150123")]
    [InlineData("+15554150123\r\n", "+15554150123")]
    [InlineData("555-0123", "5550123")]
    [InlineData("0555415012", "0555415012")]
    [InlineData("+555415012345678", "+555415012345678")]
    public void Takes_a_number_however_it_was_pasted(string text, string number)
    {
        Assert.True(PhoneNumber.TryNormalize(text, out var normalized));
        Assert.Equal(number, normalized);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("+")]
    [InlineData("letters")]
    [InlineData("1-800-CALLNOW")]
    [InlineData("5554150123x17")]
    [InlineData("tel:+15554150123")]
    [InlineData("jane@example.com")]
    [InlineData("012")]
    [InlineData("550123")]
    [InlineData("5554150123456789")]
    [InlineData("+5554150123456789")]
    [InlineData("+05554150123")]
    [InlineData("+ 0 5554150123")]
    [InlineData("++15554150123")]
    [InlineData("+1+5554150123")]
    [InlineData("1+5554150123")]
    [InlineData("5554150123+")]
    [InlineData("555\n4150123")]
    [InlineData("555,4150123")]
    [InlineData("555#4150123")]
    [InlineData("٥٥٥٤١٥٠١٢٣")]
    [InlineData("５５５４１５０１２３")]
    [InlineData("+١٥٥٥٤١٥٠١٢٣")]
    public void Refuses_what_is_no_number(string? text)
    {
        Assert.False(PhoneNumber.TryNormalize(text, out var normalized));
        Assert.Equal(string.Empty, normalized);
    }
}
