/**
 * What a column may hold, and the words that name it, in English, German and Chinese, in small letters without spaces or
 * signs; the likeliest first.
 */
export const headerWords = {
  order_id: `orderid ordernumber orderno ordernr ordercode orderreference order invoiceid invoicenumber invoiceno
    invoice receiptnumber receiptno receipt transactionid transactionnumber transaction saleid bestellnummer
    auftragsnummer rechnungsnummer belegnummer bestellung beleg bon 订单编号 订单号 订单id 交易号 交易编号 销售单号 小票号 流水号 单号`,
  time: `orderdate ordertime orderedat orderdatetime purchasedate purchasedat saledate invoicedate transactiondate
    createdat created occurredat eventtime timestamp datetime date day time bestelldatum rechnungsdatum datum
    zeitpunkt 下单时间 订单创建时间 创建时间 下单日期 订单日期 交易时间 付款时间 支付时间 成交时间 销售日期 日期 时间`,
  clock: "timeofday ordertime time uhrzeit 时刻 时间",
  item_id: `sku itemid itemsku productsku variantsku itemnumber itemno itemcode articlenumber articleno articleid
    productid productcode productnumber stockcode barcode ean upc asin article artikelnummer artikelnr produktnummer
    artikel 商品编码 商家编码 商品编号 商品id 规格编码 货号 条码`,
  item_name: `productname itemname producttitle articlename description product item title name artikelbezeichnung
    produktname bezeichnung produkt 商品名称 产品名称 商品标题 宝贝标题 品名 商品 产品 名称`,
  category:
    "productcategory producttype itemcategory category department kategorie warengruppe 商品分类 商品类目 类目 分类 品类 类别",
  brand: "brand vendor manufacturer marke hersteller 品牌 供应商",
  quantity:
    "quantity itemquantity orderquantity quantityordered qty units pieces pcs menge anzahl stück 购买数量 订购数量 商品数量 数量 件数",
  unit_price: `unitprice priceperunit priceeach itemprice productprice sellingprice saleprice price einzelpreis
    stückpreis preis 商品单价 单价 售价 销售价 价格`,
  line_total: `linetotal lineamount lineitemtotal itemtotal itemamount extendedprice subtotal zeilensumme
    positionssumme 商品总价 商品金额 小计`,
  discount: "linediscount itemdiscount discountamount discount rabatt 优惠金额 折扣金额 优惠 折扣",
  order_total: `ordertotal ordervalue orderamount grandtotal totalamount totalprice totalpaid amountpaid total
    amount revenue sum gesamtbetrag gesamtsumme gesamt summe betrag umsatz 订单总金额 订单金额 实付金额 实付款 应付金额 成交金额 总金额 总价 销售额
    金额`,
  shipping: `shippingcost shippingfee shippingamount shippingprice deliveryfee deliverycost shipping delivery
    postage freight versandkosten versand 运费 邮费`,
  tax: "taxamount salestax taxes tax vat mwst steuer 税额 税费",
  currency: "currencycode currency währung 币种 货币",
  status: "orderstatus paymentstatus financialstatus status 订单状态 交易状态 状态",
  customer_id: `customerid customernumber customerno clientid clientnumber userid memberid buyerid accountid
    customer client user member kundennummer kundennr kunde 客户编号 客户id 会员编号 会员号 会员id 用户id 买家id 顾客编号`,
  account: "username buyerusername membername buyer login 买家会员名 买家昵称 下单帐号 下单账号 会员名 用户名 昵称",
  email: "customeremail emailaddress buyeremail email mail 电子邮箱 电子邮件 邮箱",
  phone: `phonenumber mobilenumber mobilephone customerphone telephone phone mobile tel cell telefonnummer telefon
    handy 手机号码 联系电话 联系手机 手机号 手机 电话`,
  person: `customername fullname buyername clientname firstname lastname contactname kundenname vorname nachname
    收货人姓名 客户姓名 买家姓名 收货人 姓名`,
  address: `shippingaddress billingaddress deliveryaddress streetaddress address street lieferadresse anschrift
    adresse straße 收货地址 详细地址 地址`,
  country: "shippingcountry deliverycountry countrycode country lieferland land 国家",
  event: "eventname eventtype event action 事件名称 事件类型 事件 行为",
  event_id: "eventid 事件id",
  session_id: "sessionid visitid session 会话id",
  device: "anonymousid deviceid visitorid cookieid 设备id 访客id",
  refund_id: "refundid refundnumber refundno returnid 退款编号 退款单号",
  refund: "refundamount refundedamount amountrefunded refunded refund erstattung 退款金额",
  reason: "refundreason returnreason reason grund 退款原因 退货原因",
  review_id: "reviewid commentid 评价id 评论id 评价编号",
  rating: "rating stars score bewertung 评分 星级",
  review: "reviewtext reviewcontent reviewbody review comment feedback rezension 评价内容 评论内容 评价 评论",
  campaign: "campaignname campaignid campaign kampagne 推广计划 计划名称 活动名称",
  spend: "amountspent adspend spend cost kosten ausgaben 花费 消耗",
  impressions: "impressions 展现量 展现 曝光量 曝光",
  clicks: "clicks klicks 点击量 点击",
  channel: "saleschannel channel platform source store kanal 渠道 平台 来源",
} as const;

/** What a column may hold, whichever contract column that becomes. */
export type Role = keyof typeof headerWords;
