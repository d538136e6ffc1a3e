namespace RingCx.Client.Tests;

public class RedactionTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("", "")]
    [InlineData("+15554150123", "+*******0123")]
    [InlineData("5554150123", "******0123")]
    [InlineData("(555) 415-0123", "(***) ***-0123")]
    [InlineData("50123", "*0123")]
    [InlineData("0123", "****")]
    [InlineData("012", "***")]
    [InlineData("٥٥٥٤١٥٠١٢٣", "******٠١٢٣")]
    public void Leaves_the_last_four_digits(string? phone, string redacted) => Assert.Equal(redacted, Redaction.Phone(phone));

    [Theory]
    [InlineData("https://h/voice/api/v1/x", "/voice/api/v1/x")]
    [InlineData("https://h/x?product=ACD&page=2&maxRows=50", "/x?product=ACD&page=2&maxRows=50")]
    [InlineData("https://h/x?destination=%2B15554150123&sessionType=MONITOR", "/x?destination=+*******0123&sessionType=MONITOR")]
    [InlineData("https://h/x?phone=5554150123", "/x?phone=******0123")]
    [InlineData("https://h/x?callerId=5554150123&ringDuration=30", "/x?callerId=******0123&ringDuration=30")]
    [InlineData("https://h/x?destination_number=5554150123&maxq=5", "/x?destination_number=******0123&maxq=5")]
    [InlineData("https://h/x?Phone=5554150123&PAGE=1", "/x?Phone=******0123&PAGE=1")]
    [InlineData("https://h/x?notes=call%20Jane", "/x?notes=***")]
    [InlineData("https://h/x?username=vu&password=hush&platformId=aws13", "/x?username=***&password=***&platformId=***")]
    [InlineData("https://h/x?new=one", "/x?new=***")]
    [InlineData("https://h/x?view=Simple&page=1&perPage=100", "/x?view=Simple&page=1&perPage=100")]
    [InlineData("https://h/x?phoneNumber=%2B15554150123&replyWithText=call%20Jane", "/x?phoneNumber=+*******0123&replyWithText=***")]
    [InlineData("wss://h/ws?access_token=hush&wsc=hush", "/ws?access_token=***&wsc=***")]
    [InlineData("https://h/x?page&&notes=", "/x?page=&notes=***")]
    [InlineData("https://user:hush@h/x?a=b#fragment", "/x?a=***")]
    public void Shows_an_address_without_what_must_not_be_read(string address, string redacted) =>
        Assert.Equal(redacted, Redaction.Address(new Uri(address)));

    [Fact]
    public void Shows_nothing_for_a_missing_address() => Assert.Equal(string.Empty, Redaction.Address(null));
}
