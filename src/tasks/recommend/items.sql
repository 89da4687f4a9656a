-- one row per item of the catalogue
select item_id, name
from items
order by item_id
